//! Everything that is tested from outside: fixtures and properties of the
//! public functions.

#[path = "suite/ads.rs"]
mod ads;
#[path = "suite/answers.rs"]
mod answers;
#[path = "suite/any_page.rs"]
mod any_page;
#[path = "suite/art.rs"]
mod art;
#[path = "suite/bad_input.rs"]
mod bad_input;
#[path = "suite/batch.rs"]
mod batch;
#[path = "suite/bookings.rs"]
mod bookings;
#[path = "suite/both_languages.rs"]
mod both_languages;
#[path = "suite/bounds.rs"]
mod bounds;
#[path = "suite/build.rs"]
mod build;
#[path = "suite/cli.rs"]
mod cli;
#[path = "suite/codes.rs"]
mod codes;
#[path = "suite/copy.rs"]
mod copy;
#[path = "suite/cropped.rs"]
mod cropped;
#[path = "suite/day.rs"]
mod day;
#[path = "suite/desk.rs"]
mod desk;
#[path = "suite/diff.rs"]
mod diff;
#[path = "suite/edition.rs"]
mod edition;
#[path = "suite/encoding.rs"]
mod encoding;
#[path = "suite/engine.rs"]
mod engine;
#[path = "suite/errors_kept.rs"]
mod errors_kept;
#[path = "suite/evening.rs"]
mod evening;
#[path = "suite/examples.rs"]
mod examples;
#[path = "suite/faces.rs"]
mod faces;
#[path = "suite/faulty.rs"]
mod faulty;
#[path = "suite/feeds.rs"]
mod feeds;
#[path = "suite/fine.rs"]
mod fine;
#[path = "suite/fit.rs"]
mod fit;
#[path = "suite/follow.rs"]
mod follow;
#[path = "suite/golden.rs"]
mod golden;
#[path = "suite/golden_pages.rs"]
mod golden_pages;
#[path = "suite/growth.rs"]
mod growth;
#[path = "suite/hand.rs"]
mod hand;
#[path = "suite/head_groups.rs"]
mod head_groups;
#[path = "suite/heads.rs"]
mod heads;
#[path = "suite/help.rs"]
mod help;
#[path = "suite/hostile.rs"]
mod hostile;
#[path = "suite/hyphenation.rs"]
mod hyphenation;
#[path = "suite/import.rs"]
mod import;
#[path = "suite/impose.rs"]
mod impose;
#[path = "suite/ink.rs"]
mod ink;
#[path = "suite/ink_bound.rs"]
mod ink_bound;
#[path = "suite/interrupt.rs"]
mod interrupt;
#[path = "suite/issue.rs"]
mod issue;
#[path = "suite/kept.rs"]
mod kept;
#[path = "suite/lettering.rs"]
mod lettering;
#[path = "suite/load.rs"]
mod load;
#[path = "suite/machine.rs"]
mod machine;
#[path = "suite/makeup.rs"]
mod makeup;
#[path = "suite/manuscript.rs"]
mod manuscript;
#[path = "suite/many.rs"]
mod many;
#[path = "suite/meshes.rs"]
mod meshes;
#[path = "suite/mistakes.rs"]
mod mistakes;
#[path = "suite/model.rs"]
mod model;
#[path = "suite/newsroom.rs"]
mod newsroom;
#[path = "suite/objects.rs"]
mod objects;
#[path = "suite/origins.rs"]
mod origins;
#[path = "suite/outputs.rs"]
mod outputs;
#[path = "suite/own_fonts.rs"]
mod own_fonts;
#[path = "suite/page_copy.rs"]
mod page_copy;
#[path = "suite/pages.rs"]
mod pages;
#[path = "suite/pdf.rs"]
mod pdf;
#[path = "suite/pdf_tags.rs"]
mod pdf_tags;
#[path = "suite/pdf_x.rs"]
mod pdf_x;
#[path = "suite/photo.rs"]
mod photo;
#[path = "suite/picture.rs"]
mod picture;
#[path = "suite/placed.rs"]
mod placed;
#[path = "suite/planning.rs"]
mod planning;
#[path = "suite/preflight.rs"]
mod preflight;
#[path = "suite/preflight_cases.rs"]
mod preflight_cases;
#[path = "suite/press.rs"]
mod press;
#[path = "suite/proof.rs"]
mod proof;
#[path = "suite/reader.rs"]
mod reader;
#[path = "suite/reading.rs"]
mod reading;
#[path = "suite/render.rs"]
mod render;
#[path = "suite/revision.rs"]
mod revision;
#[path = "suite/rounds.rs"]
mod rounds;
#[path = "suite/samples.rs"]
mod samples;
#[path = "suite/scans.rs"]
mod scans;
#[path = "suite/schema.rs"]
mod schema;
#[path = "suite/seen.rs"]
mod seen;
#[path = "suite/separations.rs"]
mod separations;
#[path = "suite/spec.rs"]
mod spec;
#[path = "suite/starters.rs"]
mod starters;
#[path = "suite/story.rs"]
mod story;
#[path = "suite/streams.rs"]
mod streams;
#[path = "suite/suites.rs"]
mod suites;
#[path = "suite/tables.rs"]
mod tables;
#[path = "suite/terms.rs"]
mod terms;
#[path = "suite/threads.rs"]
mod threads;
#[path = "suite/threats.rs"]
mod threats;
#[path = "suite/tiff.rs"]
mod tiff;
#[path = "suite/time.rs"]
mod time;
#[path = "suite/told.rs"]
mod told;
#[path = "suite/tools.rs"]
mod tools;
#[path = "suite/vertical.rs"]
mod vertical;
#[path = "suite/visible.rs"]
mod visible;
#[path = "suite/watch.rs"]
mod watch;
#[path = "suite/web_copy.rs"]
mod web_copy;
#[path = "suite/word_file.rs"]
mod word_file;
#[path = "suite/words.rs"]
mod words;
