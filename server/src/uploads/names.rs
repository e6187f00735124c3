//! Names of files: what is shown, and what is stored.

const SHOWN_MAX: usize = 120;
const STORED_MAX: usize = 80;

/// What people read: the last part of what the browser calls the file, without control characters.
pub(super) fn shown_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|letter| !letter.is_control()).take(SHOWN_MAX).collect();
    let name = name.trim();
    if name.is_empty() { "file".to_owned() } else { name.to_owned() }
}

/// What is stored: letters, digits, points, hyphens and low lines of the shown name, beginning with a letter or
/// digit, and different from all names before. Formats are known by content, and Olist's files by their names.
pub(super) fn stored_name(shown: &str, taken: &[&str]) -> String {
    let plain =
        |letter: char| if letter.is_ascii_alphanumeric() || "._-".contains(letter) { letter } else { '-' };
    let is_ending = |ending: &str| {
        (1..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let (stem, ending) = match shown.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && is_ending(ending) => (stem, format!(".{ending}")),
        _ => (shown, String::new()),
    };
    let stem: String = stem.chars().map(plain).collect();
    let stem: String = stem.trim_start_matches(['.', '-', '_']).chars().take(STORED_MAX).collect();
    let stem = if stem.is_empty() { "file".to_owned() } else { stem };
    let is_free = |name: &String| !taken.iter().any(|other| other.eq_ignore_ascii_case(name));
    let numbered = (2..).map(|number| format!("{stem}-{number}{ending}"));
    let mut names = std::iter::once(format!("{stem}{ending}")).chain(numbered);
    names.find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_browsers_become_text() {
        for (sent, shown) in [
            ("orders.csv", "orders.csv"),
            ("C:\\Users\\a\\Bestellungen März.csv", "Bestellungen März.csv"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nb\0.csv", "ab.csv"),
            ("", "file"),
            ("..", ".."),
        ] {
            assert_eq!(shown_name(sent), shown);
        }
        assert_eq!(shown_name(&"é".repeat(500)).chars().count(), SHOWN_MAX);
    }

    #[test]
    fn stored_names_name_one_file_of_the_folder() {
        for (shown, stored) in [
            ("orders.csv", "orders.csv"),
            ("Bestellungen März.csv", "Bestellungen-M-rz.csv"),
            ("..", "file"),
            (".hidden", "hidden"),
            ("-rf", "rf"),
            ("a/b\\c:d", "a-b-c-d"),
            ("olist_orders_dataset.csv", "olist_orders_dataset.csv"),
            ("日本.csv", "file.csv"),
        ] {
            assert_eq!(stored_name(shown, &[]), stored, "{shown}");
        }
        assert_eq!(stored_name("Orders.csv", &["orders.csv", "orders-2.csv"]), "Orders-3.csv");
        assert!(stored_name(&"a".repeat(500), &[]).len() <= STORED_MAX);
    }
}
