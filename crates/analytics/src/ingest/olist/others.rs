//! Files that are checked, and not used yet.

use super::files::{GEOLOCATION, SELLERS};
use crate::{
    Progress, RefreshError, Stage,
    ingest::{csv_table::CsvTable, fields::parse_present, id_table::IdTable, rejects::RejectReason},
};

pub(super) fn read_sellers(table: &mut CsvTable, progress: &dyn Progress) -> Result<(), RefreshError> {
    progress.begin(Stage::Reading { file: SELLERS.file.to_owned() });
    let mut ids = IdTable::default();
    table.for_each_row(progress, |row, _| {
        let is_new = ids.insert(parse_present(row.field(0), "seller_id")?).1;
        if is_new { Ok(()) } else { Err(RejectReason::DuplicateKey("seller_id")) }
    })
}

pub(super) fn read_geolocation(table: &mut CsvTable, progress: &dyn Progress) -> Result<(), RefreshError> {
    progress.begin(Stage::Reading { file: GEOLOCATION.file.to_owned() });
    table.for_each_row(progress, |row, _| {
        parse_present(row.field(0), "geolocation_zip_code_prefix")?;
        parse_degrees(row.field(1), 90.0, "geolocation_lat")?;
        parse_degrees(row.field(2), 180.0, "geolocation_lng")
    })
}

fn parse_degrees(field: &[u8], limit: f64, column: &'static str) -> Result<(), RejectReason> {
    let degrees = std::str::from_utf8(field).ok().and_then(|text| text.parse::<f64>().ok());
    match degrees {
        Some(degrees) if degrees.abs() <= limit => Ok(()),
        _ => Err(RejectReason::NotDegrees(column)),
    }
}
