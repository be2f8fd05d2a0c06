//! JSON as it is written: members in order, and those that stand twice. Other readers of
//! JSON keep the last without a word.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::manuscript::ManuscriptError;

/// A value of JSON.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Null,
    Truth(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<JsonMember>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct JsonMember {
    pub(super) key: String,
    pub(super) value: Json,
}

impl Json {
    pub(super) fn parse(text: &str) -> Result<Self, ManuscriptError> {
        serde_json::from_str(text).map_err(|error| ManuscriptError::NotJson {
            line: error.line(),
            said: error.to_string(),
        })
    }

    /// The members of an object; none of anything else.
    pub(super) fn members(&self) -> &[JsonMember] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The elements of a list; a value that is none is a list of itself.
    pub(super) fn elements(&self) -> &[Self] {
        match self {
            Self::List(elements) => elements,
            Self::Null => &[],
            one => std::slice::from_ref(one),
        }
    }

    /// A member by its name, whatever its capitals: version 3 of ninjs has some where
    /// those before have none. Of several the last.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let is_it = |member: &&JsonMember| member.key.eq_ignore_ascii_case(name);
        let value = &self.members().iter().rev().find(is_it)?.value;
        Some(value).filter(|value| **value != Self::Null)
    }

    /// Text or a number as text.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text.trim()).filter(|it| !it.is_empty()),
            _ => None,
        }
    }

    /// A member that is text.
    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Json, E> {
        Ok(Json::Truth(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = list.next_element()? {
            elements.push(element);
        }
        Ok(Json::List(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some((key, value)) = map.next_entry()? {
            members.push(JsonMember { key, value });
        }
        Ok(Json::Object(members))
    }
}
