use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::parse_json;

/// What the address `/` shows.
const FIRST_PAGE: &str = "overview";

/// What browsers load, in bytes after compression with brotli.
pub struct Bundle {
    /// Scripts and WASM that every page loads.
    pub common: u64,
    /// What each page loads besides, by name.
    pages: BTreeMap<String, u64>,
}

impl Bundle {
    /// Adds up the compressed files in the folder that the site serves under `/pkg`.
    pub fn measure(folder: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let entry = entry?;
            files.insert(entry.file_name().to_string_lossy().into_owned(), entry.metadata()?.len());
        }
        let manifest =
            files.keys().find(|name| name.starts_with("__wasm_split_manifest.") && name.ends_with(".json"));
        let manifest =
            manifest.with_context(|| format!("{} was not built with --split", folder.display()))?;
        let manifest = parse_json(&fs::read_to_string(folder.join(manifest))?, "cargo-leptos")?;
        let bundle = Self::of_files(&files, &manifest)?;
        ensure!(bundle.common > 0, "{} was not built with --precompress", folder.display());
        Ok(bundle)
    }

    /// Scripts and WASM of the page that people open first.
    pub fn first_page(&self) -> u64 {
        self.common + self.pages.get(FIRST_PAGE).copied().unwrap_or(0)
    }

    /// Every page with its whole load: `cohorts 171.2 kB, …`.
    pub fn in_words(&self) -> String {
        let pages = self.pages.iter().map(|(name, bytes)| {
            let kilobytes = (self.common + bytes) as f64 / 1e3;
            format!("{name} {kilobytes:.1} kB")
        });
        pages.collect::<Vec<_>>().join(", ")
    }

    fn of_files(files: &BTreeMap<String, u64>, manifest: &Value) -> Result<Self> {
        let is_common = |name: &str| {
            let is_code = name.ends_with(".wasm.br") || name.ends_with(".js.br");
            is_code && (name.starts_with("clientele.") || name.starts_with("__wasm_split."))
        };
        let common = files.iter().filter(|(name, _)| is_common(name)).map(|(_, bytes)| bytes).sum();
        let mut pages = BTreeMap::new();
        for (view, parts) in manifest.as_object().context("the manifest of the split bundle is no object")? {
            let parts = parts.as_array().context("a page of the manifest is no list")?;
            let bytes = parts.iter().filter_map(Value::as_str).map(|part| {
                let name = format!("{part}.wasm.br");
                files.get(&name).copied().with_context(|| format!("the bundle has no {name}"))
            });
            let name = view.trim_start_matches('_').split("_page_view").next().unwrap_or(view);
            pages.insert(name.to_owned(), bytes.sum::<Result<u64>>()?);
        }
        Ok(Self { common, pages })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_loads_the_common_part_and_its_own() {
        let sizes = [
            ("clientele.x.wasm.br", 100),
            ("clientele.x.wasm", 900),
            ("clientele.x.js.br", 10),
            ("clientele.x.css.br", 7),
            ("__wasm_split.x.js.br", 1),
            ("split_a.wasm.br", 20),
            ("chunk_b.wasm.br", 5),
        ];
        let files = sizes.map(|(name, bytes)| (name.to_owned(), bytes)).into();
        let manifest =
            serde_json::json!({"__overview_page_view_1": ["split_a", "chunk_b"], "__data_page_view_2": []});
        let bundle = Bundle::of_files(&files, &manifest).unwrap();
        assert_eq!((bundle.common, bundle.first_page()), (111, 136));
        assert_eq!(bundle.in_words(), "data 0.1 kB, overview 0.1 kB");
        let missing = serde_json::json!({"__overview_page_view_1": ["split_z"]});
        assert!(Bundle::of_files(&files, &missing).is_err());
    }
}
