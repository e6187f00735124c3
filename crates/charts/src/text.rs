//! How wide words are, estimated: measuring would need the browser, and the server has none.

/// The size of all words in pictures, in CSS pixels.
pub(crate) const TEXT_SIZE: i32 = 12;

/// The width of a line of words in CSS pixels, rather too wide than too narrow.
pub(crate) fn text_width(text: &str) -> i32 {
    let size: f64 = text.chars().map(character_width).sum();
    (size * f64::from(TEXT_SIZE)).ceil() as i32
}

/// The words, cut off with an ellipsis where they are wider than `width`.
pub(crate) fn shortened(text: &str, width: i32) -> String {
    if text_width(text) <= width {
        return text.to_owned();
    }
    let mut room = f64::from(width) / f64::from(TEXT_SIZE) - character_width('…');
    let mut kept = String::new();
    for character in text.chars() {
        room -= character_width(character);
        if room < 0.0 {
            break;
        }
        kept.push(character);
    }
    kept.truncate(kept.trim_end().len());
    kept + "…"
}

/// In parts of the text size.
fn character_width(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.29,
        ' ' | '\u{a0}' | 'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '-' => 0.4,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '–' => 0.92,
        '0'..='9' => 0.64,
        'A'..='Z' | '$' | '€' => 0.72,
        'a'..='z' => 0.6,
        _ if character.is_ascii() => 0.65,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_to_their_room() {
        assert_eq!(shortened("short", 100), "short");
        let cut = shortened("a rather long name of a category", 80);
        assert!(cut.ends_with('…') && text_width(&cut) <= 80, "{cut}");
        assert_eq!(shortened("anything", 0), "…");
    }
}
