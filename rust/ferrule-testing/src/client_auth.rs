//! The interface `ferrule.client_auth.v1`, as a caller sees it.

use std::marker::PhantomData;
use std::time::Duration;

use ferrule_sys::{
    FERRULE_OK, FERRULE_REQUIRES_TLS, ferrule_buf, ferrule_client_auth, ferrule_client_request,
    ferrule_credentials, ferrule_interface, ferrule_slice,
};
use serde_json::Value;

use crate::failure::{bytes, release};
use crate::{Component, Failure, call};

/// The credentials that a component offers, for as long as it is not shut down.
#[derive(Clone, Copy, Debug)]
pub struct ClientAuth<'c> {
    interface: ferrule_interface,
    component: PhantomData<&'c Component<'c>>,
}

// SAFETY: the header says that the functions of an interface are for any thread.
unsafe impl Send for ClientAuth<'_> {}
// SAFETY: as above.
unsafe impl Sync for ClientAuth<'_> {}

/// What a request is to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Headers, a JSON object of texts; null if there are none.
    pub headers: Value,
    /// For how long the same may be shown.
    pub keep: Duration,
}

impl ClientAuth<'_> {
    pub(crate) fn new(interface: ferrule_interface) -> Self {
        Self { interface, component: PhantomData }
    }

    fn table(&self) -> &ferrule_client_auth {
        // SAFETY: the component offers it, and it is borrowed.
        let table = unsafe { &*self.interface.functions.cast::<ferrule_client_auth>() };
        assert!(table.size as usize >= size_of::<ferrule_client_auth>());
        table
    }

    /// Whether the headers must not travel in the clear.
    #[must_use]
    pub fn requires_tls(&self) -> bool {
        self.table().flags & FERRULE_REQUIRES_TLS != 0
    }

    /// What a request to that peer for that path is to show.
    ///
    /// # Panics
    /// If the component breaks a rule.
    pub fn credentials(&self, authority: &str, path: &str) -> Result<Shown, Failure> {
        let f = self.table().headers.expect("headers is offered");
        let request = ferrule_client_request {
            size: size_of_u32::<ferrule_client_request>(),
            reserved: 0,
            authority: ferrule_slice::new(authority.as_bytes()),
            path: ferrule_slice::new(path.as_bytes()),
        };
        let mut out = ferrule_credentials {
            size: size_of_u32::<ferrule_credentials>(),
            reserved: 0,
            keep_ns: 0,
            headers_json: ferrule_buf::empty(),
        };
        // SAFETY: all are valid until the call returns.
        let code = call::checked(|error| unsafe {
            f(self.interface.object, &raw const request, &raw mut out, error)
        })?;
        assert_eq!(code, FERRULE_OK);
        let json = str::from_utf8(bytes(&out.headers_json)).expect("it is UTF-8").to_owned();
        release(&mut out.headers_json);
        let headers = match json.as_str() {
            "" => Value::Null,
            json => serde_json::from_str(json).expect("the headers are JSON"),
        };
        let texts = headers.as_object().is_none_or(|it| it.values().all(Value::is_string));
        assert!(texts && !headers.is_array(), "the headers are a JSON object of texts");
        let keep = u64::try_from(out.keep_ns).expect("keep_ns is not negative");
        Ok(Shown { headers, keep: Duration::from_nanos(keep) })
    }
}

fn size_of_u32<T>() -> u32 {
    u32::try_from(size_of::<T>()).expect("it is small")
}
