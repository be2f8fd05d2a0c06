//! How findings, and the nouns in them, are defined: one row each.

/// Defines findings, one a row:
///
/// ```text
/// /// When it is told.
/// Name { members, … } = Code [as Severity], sentence [, advice];
/// ```
///
/// Members are words of `members.rs`, which has their types and meanings. The
/// sentence is a `Text` in which they are in scope by their names; the advice is a
/// list of such. How bad it is follows from the code unless the row says otherwise.
macro_rules! findings {
    ($(
        $(#[$about:meta])+
        $group:ident {
            $(
                $(#[$doc:meta])+
                $name:ident $({ $($member:ident),+ $(,)? })? = $code:ident $(as $severity:ident)?,
                    $sentence:expr $(, $advice:expr)?;
            )+
        }
    )+) => {
        $(
            $(#[$about])+
            #[derive(Debug, Clone, PartialEq)]
            #[non_exhaustive]
            pub enum $group {
                $(
                    $(#[$doc])+
                    $name $({
                        $(
                            #[doc = member_meaning!($member)]
                            $member: member_type!($member),
                        )+
                    })?,
                )+
            }

            impl $group {
                /// Adds the names of what findings of a code know, or of all codes.
                pub(in crate::diag) fn add_names(
                    of: Option<$crate::diag::Code>,
                    names: &mut Vec<&'static str>,
                ) {
                    $(
                        if of.is_none_or(|code| code == $crate::diag::Code::$code) {
                            $($(
                                <member_type!($member) as
                                    $crate::diag::finding::members::Member>::add_name(
                                    stringify!($member),
                                    names,
                                );
                            )+)?
                        }
                    )+
                    let _ = names;
                }

                /// Its code.
                #[must_use]
                pub fn code(&self) -> $crate::diag::Code {
                    match self {
                        $(Self::$name { .. } => $crate::diag::Code::$code,)+
                    }
                }

                /// How bad it usually is.
                #[must_use]
                pub fn severity(&self) -> $crate::diag::Severity {
                    match self {
                        $(Self::$name { .. } => severity!($code $($severity)?),)+
                    }
                }

                /// What is wrong.
                #[must_use]
                pub fn text(&self) -> $crate::diag::Text {
                    match self {
                        $(Self::$name $({ $($member),+ })? => {
                            $($(let _ = $member;)+)?
                            $sentence
                        })+
                    }
                }

                /// What to do.
                #[must_use]
                pub fn hints(&self) -> Vec<$crate::diag::Text> {
                    match self {
                        $(Self::$name $({ $($member),+ })? => {
                            $($(let _ = $member;)+)?
                            advice!($($advice)?)
                        })+
                    }
                }

                /// What it knows, for programs.
                #[must_use]
                pub fn members(&self) -> $crate::diag::Members {
                    let mut told = $crate::diag::Members::default();
                    let members = &mut told;
                    let _ = &members;
                    match self {
                        $(Self::$name $({ $($member),+ })? => {
                            $($($crate::diag::finding::members::Member::tell($member, stringify!($member), members);)+)?
                        })+
                    }
                    told
                }

                /// Keeps no more of names and quotations than anybody reads.
                pub(in crate::diag) fn cut(&mut self) {
                    match self {
                        $(Self::$name $({ $($member),+ })? => {
                            $($($crate::diag::finding::members::Member::cut($member);)+)?
                        })+
                    }
                }
            }

            impl std::fmt::Display for $group {
                fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                    f.write_str(&self.text().en)
                }
            }

            impl std::error::Error for $group {}

            impl $crate::diag::keep::Keep for $group {
                fn keep(&self, out: &mut $crate::diag::keep::Packed) {
                    match self {
                        $(Self::$name $({ $($member),+ })? => {
                            out.name(stringify!($name));
                            $($($crate::diag::keep::Keep::keep($member, out);)+)?
                        })+
                    }
                }

                fn kept(from: &mut $crate::diag::keep::Unpacked) -> Option<Self> {
                    Some(match from.name()? {
                        $(stringify!($name) => Self::$name $({
                            $($member: $crate::diag::keep::Keep::kept(from)?,)+
                        })?,)+
                        _ => return None,
                    })
                }
            }

            /// As a part of another finding it is told by its members.
            impl $crate::diag::finding::members::Member for $group {
                fn tell(&self, _: &'static str, members: &mut $crate::diag::Members) {
                    members.add_all($group::members(self));
                }

                fn add_name(_: &'static str, names: &mut Vec<&'static str>) {
                    $group::add_names(None, names);
                }

                fn schema(_: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
                    None
                }

                fn cut(&mut self) {
                    $group::cut(self);
                }
            }
        )+
    };
}

macro_rules! severity {
    ($code:ident) => {
        $crate::diag::Code::$code.severity()
    };
    ($code:ident $severity:ident) => {
        $crate::diag::Severity::$severity
    };
}

macro_rules! advice {
    () => {
        Vec::new()
    };
    ($advice:expr) => {
        IntoIterator::into_iter($advice).collect()
    };
}

/// Defines the things that sentences are about, each with its name in JSON and its
/// words.
macro_rules! nouns {
    ($(
        $(#[$about:meta])+
        $group:ident { $($(#[$doc:meta])* $name:ident = $en:literal, $zh:literal;)+ }
    )+) => {
        $(
            $(#[$about])+
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[derive(serde::Serialize, schemars::JsonSchema)]
            #[serde(rename_all = "kebab-case")]
            #[non_exhaustive]
            pub enum $group {
                $(
                    $(#[$doc])*
                    // Names of tags are words here, to rustdoc, too.
                    #[cfg_attr(not(doc), doc = $en)]
                    #[cfg_attr(doc, doc = concat!("```text\n", $en, "\n```"))]
                    $name,
                )+
            }

            impl $group {
                /// Its words in a sentence.
                #[must_use]
                pub fn text(self) -> $crate::diag::Text {
                    let (en, zh) = match self {
                        $(Self::$name => ($en, $zh),)+
                    };
                    $crate::diag::Text { en: en.to_owned(), zh: zh.to_owned() }
                }
            }

            impl $crate::diag::keep::Keep for $group {
                fn keep(&self, out: &mut $crate::diag::keep::Packed) {
                    out.name(match self {
                        $(Self::$name => stringify!($name),)+
                    });
                }

                fn kept(from: &mut $crate::diag::keep::Unpacked) -> Option<Self> {
                    Some(match from.name()? {
                        $(stringify!($name) => Self::$name,)+
                        _ => return None,
                    })
                }
            }

            plain_members!($group);
        )+
    };
}

/// Gathers the groups into the one type of all findings.
macro_rules! finding {
    ($($(#[$about:meta])+ $group:ident,)+) => {
        /// What was found: a value for each kind, with its numbers and names.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum FindingValue {
            $($(#[$about])+ $group($group),)+
        }

        $(impl From<$group> for FindingValue {
            fn from(found: $group) -> Self {
                Self::$group(found)
            }
        })+

        impl FindingValue {
            /// Its code.
            #[must_use]
            pub fn code(&self) -> $crate::diag::Code {
                match self {
                    $(Self::$group(found) => found.code(),)+
                }
            }

            /// How bad it usually is.
            #[must_use]
            pub fn severity(&self) -> $crate::diag::Severity {
                match self {
                    $(Self::$group(found) => found.severity(),)+
                }
            }

            /// What is wrong: a lowercase sentence without a full stop.
            #[must_use]
            pub fn text(&self) -> $crate::diag::Text {
                match self {
                    $(Self::$group(found) => found.text(),)+
                }
            }

            /// What to do.
            #[must_use]
            pub fn hints(&self) -> Vec<$crate::diag::Text> {
                match self {
                    $(Self::$group(found) => found.hints(),)+
                }
            }

            /// What it knows, for programs.
            #[must_use]
            pub fn members(&self) -> $crate::diag::Members {
                match self {
                    $(Self::$group(found) => found.members(),)+
                }
            }

            /// Keeps no more of names and quotations than anybody reads.
            pub(in crate::diag) fn cut(&mut self) {
                match self {
                    $(Self::$group(found) => found.cut(),)+
                }
            }
        }

        impl $crate::diag::keep::Keep for FindingValue {
            fn keep(&self, out: &mut $crate::diag::keep::Packed) {
                match self {
                    $(Self::$group(found) => {
                        out.name(stringify!($group));
                        found.keep(out);
                    })+
                }
            }

            fn kept(from: &mut $crate::diag::keep::Unpacked) -> Option<Self> {
                Some(match from.name()? {
                    $(stringify!($group) => {
                        Self::$group($crate::diag::keep::Keep::kept(from)?)
                    })+
                    _ => return None,
                })
            }
        }

        /// As a part of another finding it is told by its members.
        impl $crate::diag::finding::members::Member for FindingValue {
            fn tell(&self, _: &'static str, members: &mut Members) {
                members.add_all(Self::members(self));
            }

            // It may be any of them.
            fn add_name(_: &'static str, _: &mut Vec<&'static str>) {}

            fn schema(_: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
                None
            }

            fn cut(&mut self) {
                Self::cut(self);
            }
        }

        /// What members the findings of a code can have, in the order of their
        /// sentences.
        #[must_use]
        pub fn members_of(code: $crate::diag::Code) -> Vec<&'static str> {
            let mut names = Vec::new();
            $($group::add_names(Some(code), &mut names);)+
            names
        }
    };
}
