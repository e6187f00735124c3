//! What was sold, with English categories.

use super::files::PRODUCTS;
use crate::{
    Progress, RefreshError, Stage,
    ingest::{
        csv_table::CsvTable,
        fields::{decode_name, parse_present},
        id_table::IdTable,
        rejects::RejectReason,
    },
};

/// The products file, one entry per kept row.
pub(super) struct Products {
    pub(super) ids: IdTable,
    pub(super) categories: Vec<String>,
}

pub(super) fn read_products(
    table: &mut CsvTable,
    translations: &mut CsvTable,
    progress: &dyn Progress,
) -> Result<Products, RefreshError> {
    progress.begin(Stage::Reading { file: PRODUCTS.file.to_owned() });
    let mut originals = IdTable::default();
    let mut english = Vec::new();
    translations.for_each_row(progress, |row, _| {
        let original = parse_present(row.field(0), "product_category_name")?;
        let translation = parse_present(row.field(1), "product_category_name_english")?;
        let (_, is_new) = originals.insert(decode_name(original).as_bytes());
        if !is_new {
            return Err(RejectReason::DuplicateKey("product_category_name"));
        }
        english.push(decode_name(translation).into_owned());
        Ok(())
    })?;
    let mut read = Products { ids: IdTable::default(), categories: Vec::new() };
    table.for_each_row(progress, |row, _| {
        let id = parse_present(row.field(0), "product_id")?;
        let (_, is_new) = read.ids.insert(id);
        if !is_new {
            return Err(RejectReason::DuplicateKey("product_id"));
        }
        let original = decode_name(row.field(1));
        let category = match originals.get(original.as_bytes()) {
            Some(number) => english[number as usize].clone(),
            None => original.into_owned(),
        };
        read.categories.push(category);
        Ok(())
    })?;
    Ok(read)
}
