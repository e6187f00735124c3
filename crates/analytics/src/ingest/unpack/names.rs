//! Names of packed files: shown to people, never used as a path.

/// How the names of tables end.
const TABLE_ENDINGS: [&str; 4] = ["csv", "tsv", "txt", "tab"];
/// How the names of files end that may hold a table.
const PACKED_ENDINGS: [&str; 6] = ["gz", "zip", "xlsx", "xlsm", "parquet", "pq"];
const NAME_LETTERS: usize = 100;

/// True for names of tables, packed or not.
pub(crate) fn has_table_ending(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    TABLE_ENDINGS.contains(&ending.as_str()) || PACKED_ENDINGS.contains(&ending.as_str())
}

/// True for what the system or an archiver puts beside files.
pub(crate) fn is_hidden(name: &str) -> bool {
    let mut parts = name.split(['/', '\\']);
    parts.any(|part| part.starts_with('.') || part == "__MACOSX") || base_name(name).starts_with("~$")
}

/// The last part of an entry's name.
pub(super) fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// True if an archive's entry would be written elsewhere than into the folder that it is unpacked to.
pub(super) fn points_outside(name: &str) -> bool {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with(['/', '\\'])
        || has_drive
        || name.contains('\0')
        || name.split(['/', '\\']).any(|part| part == "..")
}

/// A name for a file of ours, like the one given: letters that mean something to a file system are replaced.
pub(super) fn safe_name(name: &str) -> String {
    let is_safe = |letter: &char| letter.is_alphanumeric() || " .-_()[]+#&,".contains(*letter);
    let safe: String =
        name.chars().take(NAME_LETTERS).map(|letter| if is_safe(&letter) { letter } else { '_' }).collect();
    let safe = safe.trim_start_matches('.').trim();
    if safe.is_empty() { "table".to_owned() } else { safe.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_are_noticed() {
        for name in
            ["../a.csv", "a/../../b.csv", "/etc/passwd", "\\a.csv", "C:\\a.csv", "a\\..\\b.csv", "a\0.csv"]
        {
            assert!(points_outside(name), "{name}");
        }
        for name in ["a.csv", "2025/a.csv", "a..b.csv", "..a/b.csv"] {
            assert!(!points_outside(name), "{name}");
        }
    }

    #[test]
    fn a_name_of_ours_means_nothing_to_a_file_system() {
        assert_eq!(safe_name("Bestellungen 2025 in shop.xlsx"), "Bestellungen 2025 in shop.xlsx");
        assert_eq!(safe_name("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(safe_name("a\u{0}b\nc/d"), "a_b_c_d");
        assert_eq!(safe_name("..."), "table");
        assert_eq!(safe_name(&"é".repeat(500)).chars().count(), NAME_LETTERS);
    }

    #[test]
    fn files_of_archivers_and_spreadsheets_are_passed_over() {
        for name in ["__MACOSX/._orders.csv", ".DS_Store", "a/.git/b.csv", "~$orders.xlsx"] {
            assert!(is_hidden(name), "{name}");
        }
        assert!(!is_hidden("2025/orders.csv"));
        assert!(
            has_table_ending("Orders.CSV") && has_table_ending("a.csv.gz") && !has_table_ending("README.md")
        );
    }
}
