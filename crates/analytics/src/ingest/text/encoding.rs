//! Text in any of the encodings that spreadsheets and shops write, read as UTF-8.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};

/// How the characters of a file are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextEncoding {
    /// UTF-8, with or without a byte-order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// Windows-1252, of which Latin-1 (ISO 8859-1) is a part.
    #[serde(rename = "windows-1252", alias = "latin-1", alias = "iso-8859-1")]
    Windows1252,
    /// UTF-16, low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
}

impl TextEncoding {
    /// The word in a mapping file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Windows1252 => "windows-1252",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Windows1252 => WINDOWS_1252,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        }
    }

    /// The encoding of a text by all its bytes, read once: a byte-order mark, zero bytes at every other place,
    /// else UTF-8 if it is that throughout.
    pub(crate) fn recognise(text: &mut impl BufRead) -> io::Result<Self> {
        let start = text.fill_buf()?;
        if let Some(encoding) = by_start(start) {
            return Ok(encoding);
        }
        // A character may be cut off at the end of a buffer; it is looked at together with what follows.
        let mut carried = Vec::new();
        loop {
            let chunk = text.fill_buf()?;
            let length = chunk.len();
            if length == 0 {
                return Ok(if carried.is_empty() { Self::Utf8 } else { Self::Windows1252 });
            }
            carried.extend_from_slice(chunk);
            match std::str::from_utf8(&carried) {
                Ok(_) => carried.clear(),
                Err(error) if error.error_len().is_none() => {
                    carried.drain(..error.valid_up_to());
                }
                Err(_) => return Ok(Self::Windows1252),
            }
            text.consume(length);
        }
    }
}

fn by_start(start: &[u8]) -> Option<TextEncoding> {
    if start.starts_with(b"\xff\xfe") {
        return Some(TextEncoding::Utf16Le);
    }
    if start.starts_with(b"\xfe\xff") {
        return Some(TextEncoding::Utf16Be);
    }
    // Western text in UTF-16 has a zero byte in nearly every pair.
    let pairs = start.len().min(512) / 2;
    let zeros = |offset: usize| (0..pairs).filter(|pair| start[pair * 2 + offset] == 0).count();
    match (zeros(0), zeros(1)) {
        (0, odd) if pairs >= 2 && odd * 4 >= pairs * 3 => Some(TextEncoding::Utf16Le),
        (even, 0) if pairs >= 2 && even * 4 >= pairs * 3 => Some(TextEncoding::Utf16Be),
        _ => None,
    }
}

/// A byte sequence that is no text in the encoding.
#[derive(Debug, thiserror::Error)]
#[error("byte {offset} is no text in {encoding}", encoding = encoding.name())]
pub(crate) struct InvalidText {
    /// From the beginning of the file, from 0.
    pub(crate) offset: u64,
    pub(crate) encoding: TextEncoding,
}

/// Reads a file of any encoding as UTF-8, without its byte-order mark.
pub(crate) struct Utf8Text<R> {
    inner: R,
    decoder: Decoder,
    encoding: TextEncoding,
    /// Bytes of the file that have been decoded.
    consumed: u64,
    decoded: Vec<u8>,
    /// How much of `decoded` has been handed out.
    handed_out: usize,
    ended: bool,
}

const CHUNK_BYTES: usize = 1 << 16;

impl<R: BufRead> Utf8Text<R> {
    pub(crate) fn new(inner: R, encoding: TextEncoding) -> Self {
        Self {
            inner,
            decoder: encoding.encoding().new_decoder_with_bom_removal(),
            encoding,
            consumed: 0,
            decoded: Vec::new(),
            handed_out: 0,
            ended: false,
        }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        let source = self.inner.fill_buf()?;
        let last = source.is_empty();
        self.decoded.resize(CHUNK_BYTES, 0);
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(source, &mut self.decoded, last);
        self.inner.consume(read);
        self.consumed += read as u64;
        self.decoded.truncate(written);
        self.handed_out = 0;
        match result {
            DecoderResult::Malformed(bad, after) => {
                let offset = self.consumed.saturating_sub(u64::from(bad) + u64::from(after));
                Err(io::Error::other(InvalidText { offset, encoding: self.encoding }))
            }
            DecoderResult::InputEmpty => {
                self.ended = last;
                Ok(())
            }
            DecoderResult::OutputFull => Ok(()),
        }
    }
}

impl<R: BufRead> Read for Utf8Text<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.handed_out == self.decoded.len() && !self.ended {
            self.decode_more()?;
        }
        let rest = &self.decoded[self.handed_out..];
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.handed_out += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor};

    use super::*;

    fn recognised(bytes: &[u8]) -> TextEncoding {
        // A small buffer cuts characters in two.
        TextEncoding::recognise(&mut BufReader::with_capacity(3, bytes)).unwrap()
    }

    fn decoded(bytes: &[u8], encoding: TextEncoding) -> io::Result<String> {
        let mut text = String::new();
        Utf8Text::new(Cursor::new(bytes), encoding).read_to_string(&mut text)?;
        Ok(text)
    }

    fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn each_encoding_is_recognised_and_read() {
        let text = "Größe;Preis\nMütze;12,50 €\n";
        let latin = b"Gr\xf6\xdfe;Preis\nM\xfctze;12,50 \x80\n".to_vec();
        let mut with_mark = b"\xef\xbb\xbf".to_vec();
        with_mark.extend_from_slice(text.as_bytes());
        let mut low_first = b"\xff\xfe".to_vec();
        low_first.extend(utf_16(text, u16::to_le_bytes));
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), TextEncoding::Utf8),
            (with_mark, TextEncoding::Utf8),
            (latin, TextEncoding::Windows1252),
            (low_first, TextEncoding::Utf16Le),
        ] {
            assert_eq!(recognised(&bytes), encoding);
            assert_eq!(decoded(&bytes, encoding).unwrap(), text);
        }
        let without_mark = utf_16(text, u16::to_be_bytes);
        let found = TextEncoding::recognise(&mut &without_mark[..]).unwrap();
        assert_eq!(found, TextEncoding::Utf16Be);
        assert_eq!(decoded(&without_mark, found).unwrap(), text);
    }

    #[test]
    fn a_broken_character_is_named_by_its_offset() {
        let check = |bytes: &[u8], encoding, offset| {
            let error = decoded(bytes, encoding).unwrap_err();
            let error = error.get_ref().and_then(|error| error.downcast_ref::<InvalidText>()).unwrap();
            assert_eq!(error.offset, offset);
        };
        check(b"abc\xff,1", TextEncoding::Utf8, 3);
        check(b"abc\xe2\x82", TextEncoding::Utf8, 3);
        check(b"a\0\x00\xdcb\0", TextEncoding::Utf16Le, 2);
    }
}
