//! Query strings of forms: `key=value` pairs, percent-encoded, spaces as `+`.

/// The decoded pairs of a query string, in order; pairs without a value are left out.
///
/// Bytes that are not UTF-8 after decoding become the replacement character; nothing fails.
pub fn decode_pairs(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    decode_parts(query)
        .filter_map(|(key, value)| Some((key, value?)))
        .filter(|(_, value)| !value.trim().is_empty())
}

/// Everything between the `&` of a query string, decoded, in order: keys and what follows their `=`, which
/// may be missing. Nothing fails, as in [`decode_pairs`].
pub fn decode_parts(query: &str) -> impl Iterator<Item = (String, Option<String>)> + '_ {
    query.trim_start_matches('?').split('&').filter(|part| !part.is_empty()).map(|part| {
        match part.split_once('=') {
            Some((key, value)) => (decode(key), Some(decode(value))),
            None => (decode(part), None),
        }
    })
}

/// Appends `key=value` to a query string.
pub fn append_pair(query: &mut String, key: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    encode_into(query, key);
    query.push('=');
    encode_into(query, value);
}

/// A text as one part of a path: everything but unreserved characters is percent-encoded.
pub fn encode_path_part(text: &str) -> String {
    let mut encoded = String::new();
    encode_into(&mut encoded, text);
    // In a path a plus sign is no space.
    encoded.replace('+', "%20")
}

/// The text of one part of a path. Nothing fails, as in [`decode_pairs`].
pub fn decode_path_part(part: &str) -> String {
    // In a path a plus sign is itself.
    decode(&part.replace('+', "%2B"))
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut position = 0;
    while let Some(&byte) = bytes.get(position) {
        let escaped = (byte == b'%').then(|| hex_pair(bytes, position + 1)).flatten();
        match (byte, escaped) {
            (_, Some(value)) => {
                decoded.push(value);
                position += 3;
                continue;
            }
            (b'+', None) => decoded.push(b' '),
            (other, None) => decoded.push(other),
        }
        position += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hex_pair(bytes: &[u8], position: usize) -> Option<u8> {
    let digit = |offset: usize| char::from(*bytes.get(position + offset)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

fn encode_into(query: &mut String, text: &str) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                query.push(char::from(byte));
            }
            b' ' => query.push('+'),
            other => {
                query.push('%');
                query.push(HEX[usize::from(other >> 4)]);
                query.push(HEX[usize::from(other & 15)]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_decoded_and_empty_values_left_out() {
        let pairs: Vec<_> = decode_pairs("?a=1&b=&c&d=x+y%20z&a=%C3%A9&e=%zz%2").collect();
        let expected = [("a", "1"), ("d", "x y z"), ("a", "é"), ("e", "%zz%2")];
        assert_eq!(pairs, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }

    #[test]
    fn parts_keep_what_has_no_value() {
        let parts: Vec<_> = decode_parts("?a=1&&b=&c").collect();
        let expected = [("a", Some("1")), ("b", Some("")), ("c", None)];
        assert_eq!(parts, expected.map(|(key, value)| (key.to_owned(), value.map(str::to_owned))));
    }

    #[test]
    fn bytes_that_are_not_text_do_not_fail() {
        let pairs: Vec<_> = decode_pairs("a=%ff%fe").collect();
        assert_eq!(pairs, [("a".to_owned(), "\u{fffd}\u{fffd}".to_owned())]);
    }

    #[test]
    fn parts_of_paths_survive() {
        for text in ["0a1b", "a b+c", "a/b?c#d", "100%", "São", "%2F", "<script>"] {
            let encoded = encode_path_part(text);
            assert!(!encoded.contains(['/', '?', '#', ' ', '+', '<']), "{encoded}");
            assert_eq!(decode_path_part(&encoded), text);
        }
    }

    #[test]
    fn values_are_encoded() {
        let mut query = String::new();
        append_pair(&mut query, "state", "São & co");
        append_pair(&mut query, "r", "5");
        assert_eq!(query, "state=S%C3%A3o+%26+co&r=5");
    }
}
