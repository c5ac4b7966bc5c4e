use std::marker::PhantomData;
use std::ptr;

use ferrule_sys::{FERRULE_OK, ferrule_component, ferrule_create, ferrule_slice};
use serde_json::Value;

use crate::call::{checked, text};
use crate::record::EAR;
use crate::{Component, Failure, Plugin};

/// A factory for extensions.
#[derive(Clone, Copy)]
pub struct Extension<'p> {
    component: &'static ferrule_component,
    plugin: PhantomData<&'p Plugin>,
}

impl<'p> Extension<'p> {
    pub(crate) fn new(component: &'static ferrule_component) -> Self {
        assert!(component.size as usize >= size_of::<ferrule_component>());
        Self { component, plugin: PhantomData }
    }

    /// The stability number.
    #[must_use]
    pub fn stability(&self) -> i32 {
        self.component.stability
    }

    /// The settings of an empty section.
    ///
    /// # Panics
    /// If there are none, or they are not JSON.
    #[must_use]
    pub fn default_config(&self) -> Value {
        let f = self.component.default_config.expect("default_config is offered");
        // SAFETY: both are valid.
        let json = text(|out, error| unsafe { f(out, error) }).expect("there are defaults");
        serde_json::from_str(&json).expect("the defaults are JSON")
    }

    /// The schema; None if it is not offered.
    ///
    /// # Panics
    /// If it is offered and is not JSON.
    #[must_use]
    pub fn schema(&self) -> Option<Value> {
        let f = self.component.config_schema?;
        // SAFETY: both are valid.
        let json = text(|out, error| unsafe { f(out, error) }).expect("there is a schema");
        Some(serde_json::from_str(&json).expect("the schema is JSON"))
    }

    /// Checks settings as they are, without defaults.
    ///
    /// # Panics
    /// If validate is not offered.
    pub fn validate(&self, config: &str) -> Result<(), Failure> {
        let f = self.component.validate.expect("validate is offered");
        let config = ferrule_slice::new(config.as_bytes());
        // SAFETY: both are valid until the call returns.
        let code = checked(|error| unsafe { f(&raw const config, error) })?;
        assert_eq!(code, FERRULE_OK);
        Ok(())
    }

    /// The ids of the extensions that a component with such settings needs.
    ///
    /// # Panics
    /// If dependencies is not offered, or gives no array of texts.
    pub fn dependencies(&self, config: &str) -> Result<Vec<String>, Failure> {
        let f = self.component.dependencies.expect("dependencies is offered");
        let config = ferrule_slice::new(config.as_bytes());
        // SAFETY: all are valid until the call returns.
        let json = text(|out, error| unsafe { f(&raw const config, out, error) })?;
        Ok(serde_json::from_str(&json).expect("the dependencies are an array of texts"))
    }

    /// Builds a component from settings as they are, without defaults.
    ///
    /// # Panics
    /// If create is not offered.
    pub fn create(&self, id: &str, config: &str) -> Result<Component<'p>, Failure> {
        let f = self.component.create.expect("create is offered");
        let reference = EAR.next_id();
        let args = ferrule_create {
            size: u32::try_from(size_of::<ferrule_create>()).expect("it is small"),
            reserved: 0,
            self_: reference,
            id: ferrule_slice::new(id.as_bytes()),
            config_json: ferrule_slice::new(config.as_bytes()),
        };
        let mut handle = ptr::null_mut();
        // SAFETY: all are valid until the call returns.
        let code = checked(|error| unsafe { f(&raw const args, &raw mut handle, error) })?;
        assert_eq!(code, FERRULE_OK);
        let dependencies = self.dependencies(config)?;
        EAR.with(|heard| heard.dependencies.insert(reference, dependencies));
        Ok(Component::new(self.component, reference, handle))
    }
}
