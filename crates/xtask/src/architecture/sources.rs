use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::{Violation, lexer};
use crate::process::Program;

/// A text file of the project.
pub struct Source {
    /// From the root, with forward slashes.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl Source {
    /// Of Rust: everything but comments. Of other languages: everything.
    pub fn without_comments(&self) -> String {
        if self.is("rs") { lexer::without_comments(&self.text) } else { self.text.clone() }
    }

    /// Of Rust: everything but comments and the insides of strings.
    pub fn code(&self) -> String {
        lexer::without_comments_and_strings(&self.text)
    }

    /// True if the file's name ends so.
    pub fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
    }
}

/// All text files of the project, as git would commit them.
pub struct Sources(Vec<Source>);

impl Sources {
    /// Asks git for the files, tracked or new, that are not ignored.
    pub fn read(root: &Path) -> Result<Self> {
        let list = Program::new("git")
            .directory(root)
            .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
            .output()
            .context("the architecture checks need the files that git knows of")?;
        let mut sources = Vec::new();
        for path in list.split('\0').filter(|path| !path.is_empty()) {
            // A deleted file that is not committed yet is listed, and a font is not text.
            if let Ok(text) = fs::read_to_string(root.join(path)) {
                sources.push(Source { path: path.to_owned(), text });
            }
        }
        Ok(Self(sources))
    }

    /// Files of the given kind below one of the folders.
    pub fn below<'a>(
        &'a self,
        folders: &'a [&str],
        extensions: &'a [&str],
    ) -> impl Iterator<Item = &'a Source> {
        self.0.iter().filter(move |source| {
            folders.iter().any(|folder| source.path.starts_with(folder))
                && extensions.iter().any(|extension| source.is(extension))
        })
    }

    /// Every file.
    pub fn all(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let source = |(path, text): &(&str, &str)| Source { path: (*path).into(), text: (*text).into() };
        Self(files.iter().map(source).collect())
    }
}

/// The lines of `text` that break a rule, as violations that name `path` and line.
pub fn breaking_lines(path: &str, text: &str, breaks: impl Fn(&str) -> bool) -> Vec<Violation> {
    let lines = text.lines().enumerate().filter(|(_, line)| breaks(line));
    lines.map(|(index, line)| format!("{path}:{}: {}", index + 1, line.trim())).collect()
}

/// True if `line` contains `word` with no letter, digit or underscore on either side.
pub fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_edges() {
        assert!(has_word("let x: usize = 1;", "usize"));
        assert!(!has_word("let usize_like = 1;", "usize"));
        assert!(has_word("std::env::var(x)", "std::env"));
    }

    #[test]
    fn a_breach_names_file_and_line() {
        let found = breaking_lines("a.rs", "one\n  two\n", |line| line.contains("two"));
        assert_eq!(found, ["a.rs:2: two"]);
    }
}
