//! The published data sets that some tests compare with. They are not part of the project.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    process::Program,
    workspace::{Workspace, files_below},
};

const VARIABLE: &str = "CLIENTELE_TEST_DATA";

/// The folder with real data, if there is one.
pub struct RealData(Option<PathBuf>);

impl RealData {
    /// The folder that the environment names, else `shared` beside the checkout if it holds data.
    pub fn locate(workspace: &Workspace) -> Self {
        let named = env::var_os(VARIABLE).filter(|value| !value.is_empty());
        // The steps run in different folders.
        let named = named.and_then(|path| std::path::absolute(path).ok());
        let beside = || workspace.root.parent().map(|parent| parent.join("shared"));
        Self(named.or_else(|| beside().filter(|folder| folder.join("data").is_dir())))
    }

    /// Where a file of the data is, or would be.
    pub fn path_of(&self, file: &str) -> PathBuf {
        self.0.as_deref().unwrap_or(Path::new(VARIABLE)).join(file)
    }

    /// Tells the tests that `program` runs where the data is.
    pub fn pass_to(&self, program: Program) -> Program {
        match &self.0 {
            Some(folder) => program.env(VARIABLE, folder),
            None => program,
        }
    }

    /// One sentence on where the data was, or on how many tests pass without testing anything.
    ///
    /// Cargo hides what a passing test prints, so the tests cannot say it themselves.
    pub fn summary(&self, workspace: &Workspace) -> Result<String> {
        if let Some(folder) = &self.0 {
            return Ok(format!("Tests on real data read {} ({VARIABLE}).", folder.display()));
        }
        let engine = count(&workspace.root.join("crates/analytics/tests"), engine_tests)?;
        let browser = count(&workspace.root.join("end2end/tests"), browser_tests)?;
        Ok(format!(
            "SKIPPED for want of real data: {engine} tests of the engine and {browser} browser tests; \
             {VARIABLE} names no folder that holds data/olist_sample and reference/olist_sample.json."
        ))
    }
}

fn count(folder: &Path, tests_in: fn(&str) -> usize) -> Result<usize> {
    let mut total = 0;
    // Pictures to compare with lie beside the tests.
    let is_source = |file: &PathBuf| file.extension().is_some_and(|kind| kind == "rs" || kind == "ts");
    for file in files_below(folder)?.into_iter().filter(is_source) {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        total += tests_in(&text);
    }
    Ok(total)
}

/// Each test on real data begins by asking for it, and ends there if it is not to be had.
fn engine_tests(text: &str) -> usize {
    text.lines().filter(|line| line.contains("else { return }")).count()
}

/// A specification skips itself as a whole.
fn browser_tests(text: &str) -> usize {
    if !text.contains("test.skip(() => !olistSource()") {
        return 0;
    }
    text.lines().filter(|line| line.trim_start().starts_with("test(")).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_on_real_data_are_counted() {
        let text = "fn test_data() -> Option<PathBuf> {}\n\
                    #[test]\nfn a() {\n    let Some(data) = test_data() else { return };\n}\n\
                    #[test]\nfn b() {}\n";
        assert_eq!(engine_tests(text), 1);
        let cases = "test.describe(\"x\", () => {\n  test(\"a\", f);\n  test(\"b\", f);\n});\n";
        assert_eq!(browser_tests(cases), 0);
        assert_eq!(browser_tests(&format!("test.skip(() => !olistSource(), \"no data\");\n{cases}")), 2);
    }

    #[test]
    fn without_data_the_summary_counts_the_tests_of_this_checkout() {
        let workspace = Workspace::locate().unwrap();
        let summary = RealData(None).summary(&workspace).unwrap();
        assert!(summary.starts_with("SKIPPED"), "{summary}");
        assert!(!summary.contains(" 0 "), "{summary}");
    }
}
