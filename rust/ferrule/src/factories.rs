use std::ffi::CString;

use ferrule_sys as sys;
use ferrule_sys::ferrule_component;

use crate::{Error, ExtensionFactory, entry, handle};

/// As many as the header allows.
const MOST_FACTORIES: usize = 1024;

/// The factories of a plugin.
#[derive(Default)]
pub struct Factories {
    components: Vec<Entry>,
    problems: Vec<String>,
}

struct Entry {
    type_name: String,
    component: ferrule_component,
}

impl Factories {
    /// Offers a type of extension. A type that is not well-formed or is there already makes the
    /// plugin refuse to open.
    pub fn add<F: ExtensionFactory>(&mut self, factory: F) {
        drop(factory);
        let component = ferrule_component {
            size: size_of_u32::<ferrule_component>(),
            kind: sys::FERRULE_EXTENSION,
            type_name: std::ptr::null(),
            stability: F::STABILITY.raw(),
            reserved: 0,
            default_config: Some(entry::default_config::<F>),
            config_schema: F::schema().is_some().then_some(entry::config_schema::<F>),
            validate: Some(entry::validate::<F>),
            dependencies: Some(entry::dependencies::<F>),
            create: Some(entry::create::<F>),
            start: Some(handle::start),
            notify: Some(handle::notify),
            get_interface: Some(handle::get_interface),
            cancel: Some(handle::cancel),
            shutdown: Some(handle::shutdown),
            destroy: Some(handle::destroy),
        };
        if !well_formed(F::TYPE) {
            self.problems.push(format!("`{}` is not a type of a component", F::TYPE));
        }
        if self.components.iter().any(|entry| entry.type_name == F::TYPE) {
            self.problems.push(format!("there are two factories for the extension `{}`", F::TYPE));
        }
        self.components.push(Entry { type_name: F::TYPE.to_owned(), component });
    }

    /// The table for the host. It is for the life of the process, so it is never freed.
    pub(crate) fn publish(self) -> Result<&'static [*const ferrule_component], Error> {
        if !self.problems.is_empty() {
            return Err(Error::new(self.problems.join("; ")));
        }
        if self.components.is_empty() || self.components.len() > MOST_FACTORIES {
            let count = self.components.len();
            return Err(Error::new(format!("the plugin has {count} factories")));
        }
        let mut table: Vec<*const ferrule_component> = Vec::new();
        for mut entry in self.components {
            entry.component.type_name = publish_text(&entry.type_name)?;
            table.push(Box::leak(Box::new(entry.component)));
        }
        Ok(table.leak())
    }
}

/// A text for the life of the process.
pub(crate) fn publish_text(text: &str) -> Result<*const std::ffi::c_char, Error> {
    let text = CString::new(text).map_err(|_| Error::new("a name has a NUL in it"))?;
    Ok(text.into_raw())
}

pub(crate) const fn size_of_u32<T>() -> u32 {
    assert!(size_of::<T>() <= u32::MAX as usize);
    #[allow(clippy::cast_possible_truncation)] // checked in the line above
    let size = size_of::<T>() as u32;
    size
}

fn well_formed(type_name: &str) -> bool {
    type_name.len() <= 63
        && type_name.starts_with(|first: char| first.is_ascii_alphabetic())
        && type_name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
