//! What a component offers to others, at an address of its own for as long as the handle is there.

use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;

use ferrule_sys::ferrule_ref;

use crate::life::Life;
use crate::{Error, Status, guard, upcall};

/// What the object of an interface points to.
pub(crate) struct Offered<A: ?Sized> {
    pub(crate) component: ferrule_ref,
    what: Arc<A>,
    life: Arc<Life>,
}

impl<A: ?Sized> Offered<A> {
    pub(crate) fn new(component: ferrule_ref, what: Arc<A>, life: Arc<Life>) -> Self {
        Self { component, what, life }
    }

    /// The first argument of the functions, for as long as this stays where it is.
    pub(crate) fn object(&self) -> *mut c_void {
        ptr::from_ref(self).cast_mut().cast()
    }

    /// Asks the author's value, if the component runs. A panic, of what is called `name`, poisons
    /// the component.
    pub(crate) fn ask<R>(
        &self,
        name: &str,
        f: impl FnOnce(&A) -> Result<R, Error>,
    ) -> Result<R, Error> {
        self.life.check_poison()?;
        self.life.check_running()?;
        guard::catch(|| f(&self.what)).unwrap_or_else(|panic| {
            self.life.poison();
            // The caller need not be the host, which has to learn of it all the same.
            let error = Error::with_code(panic.code(), format!("{name} {panic}"));
            upcall::report_status(self.component, Status::PermanentError, &error);
            Err(error)
        })
    }
}
