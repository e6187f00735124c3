use axum::{
    Form,
    extract::{FromRequest, Request},
};
use clientele_app::query_string::append_pair;
use http::StatusCode;

use super::Fault;
use crate::desk::DeskError;

/// The fields of a form, in order; a name may occur more than once.
#[derive(Clone, Default)]
pub(super) struct PostedForm(Vec<(String, String)>);

impl PostedForm {
    /// Reads the form that a request carries.
    pub(super) async fn read(request: Request) -> Result<Self, Fault> {
        match Form::<Vec<(String, String)>>::from_request(request, &()).await {
            Ok(Form(fields)) => Ok(Self(fields)),
            Err(rejection) => {
                let status = rejection.status();
                let words = match status {
                    StatusCode::PAYLOAD_TOO_LARGE => "what was sent is longer than any form may be",
                    _ => "what was sent is not a form of this site",
                };
                Err(Fault { status, words: words.to_owned() })
            }
        }
    }

    /// The last value of a field; empty if it is missing.
    pub(super) fn one(&self, name: &'static str) -> &str {
        self.all(name).last().unwrap_or_default()
    }

    pub(super) fn has(&self, name: &'static str) -> bool {
        self.all(name).next().is_some()
    }

    /// The four values of a field. The error says which one is not understood, and what is expected.
    pub(super) fn four<T: Copy + Default>(
        &self,
        name: &'static str,
        what: &str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<[T; 4], DeskError> {
        let texts: Vec<_> = self.all(name).map(str::trim).collect();
        let Ok(texts): Result<[&str; 4], _> = texts.try_into() else {
            return Err(DeskError::Mistake(format!("there must be four thresholds of {what}")));
        };
        let mut values = [T::default(); 4];
        for (position, (value, text)) in values.iter_mut().zip(texts).enumerate() {
            *value = parse(text).ok_or_else(|| {
                DeskError::Mistake(format!(
                    "threshold {} of {what} is “{text}”; give {expected}",
                    position + 1
                ))
            })?;
        }
        Ok(values)
    }

    /// All fields as the query of an address.
    pub(super) fn to_query(&self) -> String {
        let mut query = String::new();
        for (name, value) in self.0.iter().filter(|(name, _)| name != "back") {
            append_pair(&mut query, name, value);
        }
        query
    }

    /// All fields, in order.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    fn all(&self, name: &'static str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}
