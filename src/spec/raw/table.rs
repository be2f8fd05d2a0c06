//! The macro that makes a raw table out of the list of its keys, and the
//! schema of such tables.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::reader::{Named, Sp};

/// Makes structs with one [`Field`](super::reader::Field) a key. The documentation
/// of a key is also its description in the JSON Schema. `..name: Type` takes
/// in the keys of another table.
macro_rules! tables {
    ($(
        $(#[doc = $about:literal])+
        $name:ident($title:literal) {
            $($(#[doc = $doc:literal])+ $key:literal $field:ident: $type:ty,)*
            $(..$flat:ident: $flat_type:ty,)*
        }
    )+) => {$(
        $(#[doc = $about])+
        #[derive(Debug, Clone, Default)]
        pub(crate) struct $name {
            $($(#[doc = $doc])+ pub(crate) $field: Field<$type>,)*
            $(
                #[doc = "The keys that it shares with others."]
                pub(crate) $flat: $flat_type,
            )*
        }

        impl TableKeys for $name {
            const TITLE: &'static str = $title;

            fn keys(known: &mut Vec<&'static str>) {
                known.extend([$($key),*] as [&str; _]);
                $(<$flat_type>::keys(known);)*
            }

            fn take(keys: &mut Keys<'_, '_>, reader: &mut TableReader<'_>) -> Self {
                Self {
                    $($field: keys.take($key, reader),)*
                    $($flat: TableKeys::take(keys, reader),)*
                }
            }

            fn over(self, base: Self) -> Self {
                Self {
                    $($field: self.$field.inherit(base.$field),)*
                    $($flat: self.$flat.over(base.$flat),)*
                }
            }
        }

        impl Described for $name {
            fn describe(properties: &mut Properties<'_>) {
                $(properties.add::<$type>($key, concat!($($doc, "\n"),+));)*
                $(<$flat_type>::describe(properties);)*
            }
        }

        impl FromToml for $name {
            const MOST: usize = crate::spec::raw::reader::MOST_TABLES;

            fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
                read_table(value, span, reader)
            }

            fn inherit(self, base: Self) -> Self {
                self.over(base)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).trim_start_matches("Raw").into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                table_schema(concat!($($about, "\n"),+), Self::describe, generator)
            }
        }
    )+};
}
pub(super) use tables;

/// A table whose keys can be described.
pub(crate) trait Described {
    /// Adds its keys.
    fn describe(properties: &mut Properties<'_>);
}

/// The keys of a table on their way into its schema.
pub(crate) struct Properties<'g> {
    generator: &'g mut SchemaGenerator,
    map: Map<String, Value>,
}

impl Properties<'_> {
    /// Adds a key.
    pub(crate) fn add<T: JsonSchema>(&mut self, key: &str, doc: &str) {
        self.put(key, doc, SchemaGenerator::subschema_for::<T>);
    }

    /// The same, built once for all types of values.
    fn put(&mut self, key: &str, doc: &str, schema: fn(&mut SchemaGenerator) -> Schema) {
        let mut schema = schema(self.generator);
        schema.insert("description".to_owned(), prose(doc).into());
        self.map.insert(key.to_owned(), schema.to_value());
    }
}

/// Documentation as one line of text.
fn prose(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The schema of a table with the keys that `describe` adds.
pub(super) fn table_schema(
    about: &str,
    describe: fn(&mut Properties),
    generator: &mut SchemaGenerator,
) -> Schema {
    let mut properties = Properties { generator, map: Map::new() };
    describe(&mut properties);
    let map = properties.map;
    json_schema!({
        "type": "object",
        "description": prose(about),
        "properties": map,
        "additionalProperties": false,
    })
}

impl<T: JsonSchema> JsonSchema for Sp<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

impl<T: JsonSchema> JsonSchema for Named<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Named{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let item = generator.subschema_for::<T>();
        json_schema!({ "type": "object", "additionalProperties": item })
    }
}
