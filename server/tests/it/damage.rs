//! What a failing disk does to published data.

use std::{fs, path::Path};

use clientele_analytics::current_snapshot_id;

/// Damages the newest published snapshot and tells its identifier.
pub fn damage_newest(data: &Path) -> String {
    let id = current_snapshot_id(data).expect("a snapshot was published");
    let snapshot = data.join("snapshots").join(&id);
    let tables = fs::read_dir(&snapshot)
        .expect("the folder of the snapshot")
        .map(|file| file.expect("a file of the snapshot").path());
    for table in tables.filter(|path| path.extension().is_some_and(|extension| extension == "parquet")) {
        fs::write(table, "not what was written").expect("the table can be damaged");
    }
    id
}
