//! The objects of a PDF as qpdf tells them: a reader that knows nothing of
//! how we write.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::tools;

/// All objects of a file by their number, and its trailer.
pub(crate) struct Objects(BTreeMap<String, Value>);

/// The objects of a file; `None` if qpdf is not installed.
pub(crate) fn objects(pdf: &[u8]) -> Option<Objects> {
    let arguments =
        ["--json=2", "--json-stream-data=inline", "--decode-level=generalized", "{}", "-"];
    let said = tools::run("qpdf", &arguments, pdf)?;
    assert!(said.ok && said.err.is_empty(), "{}", said.err);
    let json: Value = serde_json::from_str(&said.out).expect("qpdf writes JSON");
    let list = json["qpdf"][1].as_object().expect("the objects");
    Some(Objects(
        list.iter()
            .map(|(key, object)| (key.trim_start_matches("obj:").to_owned(), object.clone()))
            .collect(),
    ))
}

impl Objects {
    /// What a value is or refers to; of a stream its dictionary.
    pub(crate) fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let Some(object) = value.as_str().and_then(|name| self.0.get(name)) else { return value };
        match object.get("stream") {
            Some(stream) => &stream["dict"],
            None => &object["value"],
        }
    }

    /// The object of a reference.
    pub(crate) fn object(&self, name: &str) -> &Value {
        &self.0[name]["value"]
    }

    /// What stands at a path of keys from a value on.
    pub(crate) fn at<'a>(&'a self, from: &'a Value, path: &[&str]) -> &'a Value {
        path.iter().fold(self.resolve(from), |value, key| self.resolve(&value[*key]))
    }

    /// The entries of an array; none if it is not one.
    pub(crate) fn list<'a>(&'a self, value: &'a Value) -> Vec<&'a Value> {
        self.resolve(value).as_array().map(|list| list.iter().collect()).unwrap_or_default()
    }

    pub(crate) fn trailer(&self) -> &Value {
        &self.0["trailer"]["value"]
    }

    pub(crate) fn catalog(&self) -> &Value {
        self.at(self.trailer(), &["/Root"])
    }

    /// The page objects, with what refers to them.
    pub(crate) fn pages(&self) -> Vec<(&str, &Value)> {
        let kids = self.list(self.at(self.catalog(), &["/Pages", "/Kids"]));
        kids.into_iter().map(|kid| (kid.as_str().unwrap_or_default(), self.resolve(kid))).collect()
    }

    /// The data of a stream.
    pub(crate) fn data(&self, reference: &Value) -> Vec<u8> {
        let name = reference.as_str().expect("a reference");
        base64(self.0[name]["stream"]["data"].as_str().expect("a stream"))
    }

    /// The operators of a page.
    pub(crate) fn content(&self, page: &Value) -> String {
        String::from_utf8_lossy(&self.data(&page["/Contents"])).into_owned()
    }

    /// The metadata packet.
    pub(crate) fn xmp(&self) -> String {
        let data = self.data(&self.catalog()["/Metadata"]);
        String::from_utf8(data).expect("XMP is UTF-8")
    }

    /// Every color space of the kind Separation in the whole file.
    pub(crate) fn separations(&self) -> Vec<&Value> {
        let values = self.0.values().map(|object| &object["value"]);
        values.filter(|value| value[0] == "/Separation").collect()
    }
}

/// What a string object says.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().and_then(|text| text.strip_prefix("u:")).unwrap_or_default()
}

fn base64(text: &str) -> Vec<u8> {
    let digits = text.bytes().filter_map(|byte| {
        Some(u32::from(match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        }))
    });
    let digits: Vec<u32> = digits.collect();
    digits
        .chunks(4)
        .flat_map(|four| {
            let bits = four.iter().fold(0, |bits, digit| bits << 6 | digit);
            let bits = bits << (6 * (4 - four.len()));
            let bytes = [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8];
            bytes.into_iter().take(four.len() - 1).collect::<Vec<u8>>()
        })
        .collect()
}
