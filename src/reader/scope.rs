//! Named resources (PDF 32000-1, 7.8.3): what the names in a content stream
//! stand for.

use hayro::hayro_syntax::object::{Dict, Name, ObjRef, Object};
use hayro::hayro_syntax::page::Resources;

use super::defect::{Category, Defect, DefectPart, DefectReason, Word};

/// The resources of a content stream.
///
/// A form or a Type 3 font that has none takes those of the content that draws
/// it, as every reader does, and what these do not have from the page (8.10.2
/// and 9.6.5 in PDF 32000-1 name the page alone).
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'c, 'p> {
    own: &'c Resources<'p>,
    page: Option<&'c Resources<'p>>,
}

impl<'c, 'p> Scope<'c, 'p> {
    /// The resources of a page.
    pub(super) fn of_page(resources: &'c Resources<'p>) -> Self {
        Self { own: resources, page: None }
    }

    /// The resources of a content that this one draws: `own`, if it has any.
    pub(super) fn within<'d>(
        self,
        own: Option<&'d Resources<'p>>,
        page: &'d Resources<'p>,
    ) -> Scope<'d, 'p>
    where
        'c: 'd,
    {
        match own {
            Some(own) => Scope { own, page: None },
            None => Scope { own: self.own, page: Some(page) },
        }
    }

    /// The dictionary that has a name, if any does.
    fn holder(&self, category: Category, name: &[u8]) -> Option<&'c Dict<'p>> {
        let dictionaries = [Some(self.own), self.page].into_iter().flatten();
        dictionaries.map(|all| category.of(all)).find(|dict| dict.contains_key(name))
    }

    /// What a name stands for.
    ///
    /// # Errors
    /// If nothing has this name, or what has it is not what it should be.
    pub(super) fn find<T: TryFrom<Object<'p>>>(
        &self,
        category: Category,
        name: &Name,
        part: DefectPart,
    ) -> Result<T, Defect> {
        let unnamed = || {
            let name = Word::of(name.as_ref());
            Defect { object: None, reason: DefectReason::Unnamed { category, name } }
        };
        let dict = self.holder(category, name.as_ref()).ok_or_else(unnamed)?;
        let of_object = |reason: DefectReason| match dict.get_ref(name) {
            Some(reference) => Defect::of(reference.into(), reason),
            None => Defect { object: None, reason },
        };
        match dict.get::<Object>(name) {
            None if dict.get_ref(name).is_some() => Err(of_object(DefectReason::Absent)),
            None | Some(Object::Null(_)) => Err(unnamed()),
            Some(found) => T::try_from(found).map_err(|_| of_object(DefectReason::Unfit(part))),
        }
    }

    /// The object that a name refers to, if it is one of its own.
    pub(super) fn reference(&self, category: Category, name: &Name) -> Option<ObjRef> {
        self.holder(category, name.as_ref())?.get_ref(name)
    }

    /// The dictionary in which a property list of this name stands.
    pub(super) fn properties(&self, name: &Name) -> Option<&'c Dict<'p>> {
        self.holder(Category::Properties, name.as_ref())
    }
}

impl Category {
    /// The names of this kind.
    pub(super) fn of<'r, 'p>(self, resources: &'r Resources<'p>) -> &'r Dict<'p> {
        match self {
            Self::State => &resources.ext_g_states,
            Self::Font => &resources.fonts,
            Self::Properties => &resources.properties,
            Self::ColorSpace => &resources.color_spaces,
            Self::XObject => &resources.x_objects,
            Self::Pattern => &resources.patterns,
            Self::Shading => &resources.shadings,
        }
    }
}
