//! Same seed, same bytes.

use std::collections::BTreeMap;

use clientele_demo::{DemoShop, MARKER_FILE, write_demo_shop};

use crate::support::read_folder;

/// Large enough for several chunks of people.
const CUSTOMERS: u32 = 7_000;

fn files_made_with(seed: u64, threads: usize) -> BTreeMap<String, Vec<u8>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("shop");
    pool.install(|| write_demo_shop(&out, &DemoShop { customers: CUSTOMERS, seed })).unwrap();
    read_folder(&out)
}

#[test]
fn same_seed_gives_same_bytes_on_any_number_of_threads() {
    let one_thread = files_made_with(5, 1);
    let many_threads = files_made_with(5, 5);
    assert_eq!(one_thread.keys().collect::<Vec<_>>(), many_threads.keys().collect::<Vec<_>>());
    for (name, bytes) in &one_thread {
        assert!(bytes == &many_threads[name], "{name} differs");
    }
}

#[test]
fn another_seed_gives_other_bytes_in_every_made_up_file() {
    let one = files_made_with(5, 2);
    let other = files_made_with(6, 2);
    for (name, bytes) in one.iter().filter(|(name, _)| *name != "product_category_name_translation.csv") {
        assert!(bytes != &other[name], "{name} is the same");
    }
    assert!(one.contains_key(MARKER_FILE));
}
