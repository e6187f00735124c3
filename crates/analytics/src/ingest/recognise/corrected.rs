//! What a person corrected, and why the rest is as it is.

use std::{collections::BTreeSet, path::Path};

use super::{RecognisedTable, cut_as, file_name, read_sample_as, recognise_sample};
use crate::{
    RefreshError,
    ingest::mapping::{ColumnRef, FileLayout, Mapping, Meaning},
};

const CHOSEN: &str = "chosen by a person";

impl RecognisedTable {
    /// Takes over a mapping that a person has corrected: what differs from the guess is said to be chosen.
    pub fn correct(&mut self, corrected: Mapping) {
        let guessed = std::mem::replace(&mut self.mapping, corrected);
        let (mapping, why) = (&self.mapping, &mut self.explanations);
        let chosen = |meaning: &Meaning| guessed.columns.get(meaning) != mapping.columns.get(meaning);
        why.columns.retain(|meaning, _| !chosen(meaning));
        why.columns.extend(
            mapping
                .columns
                .keys()
                .filter(|meaning| chosen(meaning))
                .map(|meaning| (*meaning, CHOSEN.to_owned())),
        );
        if guessed.values.dates != mapping.values.dates {
            CHOSEN.clone_into(&mut why.dates);
        }
        if guessed.values.decimal != mapping.values.decimal {
            CHOSEN.clone_into(&mut why.decimal);
        }
        let used: BTreeSet<&ColumnRef> = mapping.columns.values().collect();
        let unused = self.columns.iter().filter(|column| !used.contains(&column.reference));
        why.unused = unused
            .map(|column| (column.reference.clone(), format!("such as {}", column.samples.join(" | "))))
            .collect();
    }
}

/// Looks at one file whose layout a person has said.
pub(crate) fn recognise_file_as(path: &Path, layout: &FileLayout) -> Result<RecognisedTable, RefreshError> {
    let text = read_sample_as(path, layout.encoding)?;
    let no_columns = || RefreshError::NoColumns { file: file_name(path) };
    let sample = cut_as(&text, layout.cut(), layout.header).ok_or_else(no_columns)?;
    let mut table = recognise_sample(&sample, layout.encoding);
    table.files = vec![file_name(path)];
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{TextEncoding, recognise::recognise_text};

    #[test]
    fn what_was_corrected_says_so_and_is_read_back() {
        let text = "order_id,customer_id,date,amount,note\n1,a,2025-01-02,10.50,b\n2,b,2025-01-03,11.50,c\n";
        let mut table = recognise_text(text, TextEncoding::Utf8).unwrap();
        let mut corrected = table.mapping.clone();
        corrected.columns.insert(Meaning::CustomerId, ColumnRef::Name("note".to_owned()));
        table.correct(corrected.clone());
        let written = table.to_toml();
        assert_eq!(Mapping::from_toml(&written, "mapping.toml").unwrap(), corrected, "{written}");
        assert!(written.contains("customer_id = \"note\"  # chosen by a person"), "{written}");
        assert!(written.contains("not used: \"customer_id\" such as a | b"), "{written}");
        assert!(!written.contains("not used: \"note\""), "{written}");
    }
}
