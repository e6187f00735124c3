//! The demo shop, published in a data folder.

use std::path::{Path, PathBuf};

use clientele_analytics::{BuildRequest, RefreshLock, RuleBook, ShopConfig, Silent, build_shop, publish};
use clientele_demo::{DemoShop, write_demo_shop};
use tempfile::TempDir;

/// A data folder with the demo shop, removed when dropped.
pub struct PublishedDemo {
    folder: TempDir,
}

impl PublishedDemo {
    /// A shop with this number of customers.
    pub fn of(customers: u32) -> Self {
        let shop = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        shop.publish_again(customers);
        shop
    }

    /// Publishes the shop with another number of customers.
    pub fn publish_again(&self, customers: u32) {
        let source = self.folder.path().join("shop");
        // The files of another number of customers are not mixed with these.
        let _ = std::fs::remove_dir_all(&source);
        write_demo_shop(&source, &DemoShop { customers, seed: 11 }).expect("the demo shop is written");
        let (config, rules) = (ShopConfig::default(), RuleBook::default());
        let request = BuildRequest {
            source: &source,
            mapping: None,
            config: &config,
            rules: &rules,
            as_of: None,
            staging: &std::env::temp_dir().join("clientele-unpacking"),
        };
        let shop = build_shop(&request, &Silent).expect("the demo shop can be read");
        let lock = RefreshLock::acquire(&self.data()).expect("nobody else refreshes");
        publish(&shop, &lock, &Silent).expect("the demo shop is published");
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A file of the settings.
    pub fn setting(&self, name: &str) -> PathBuf {
        self.data().join("settings").join(name)
    }

    /// Writes a file of the settings, as an editor would.
    pub fn edit(&self, name: &str, text: &str) {
        let path = self.setting(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("the folder is made");
        std::fs::write(path, text).expect("the file is written");
    }

    /// The text of a file of the settings.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.setting(name)).expect("the file is there")
    }
}
