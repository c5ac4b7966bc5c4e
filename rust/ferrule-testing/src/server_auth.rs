//! The interface `ferrule.server_auth.v1`, from both sides.

use std::ffi::c_void;
use std::marker::PhantomData;
use std::sync::Arc;

use ferrule_sys::{
    FERRULE_OK, ferrule_buf, ferrule_error, ferrule_header, ferrule_interface, ferrule_server_auth,
    ferrule_slice,
};
use serde_json::Value;

use crate::lent::text;
use crate::{Component, Failure, buf, call, hook};

/// What a fake extension answers: the identity, or why not.
pub(crate) type Answer =
    Box<dyn Fn(&[(String, String)]) -> Result<Value, Failure> + Send + Sync + 'static>;

/// An extension that is not there, with an address of its own.
pub(crate) struct FakeServerAuth(pub(crate) Answer);

static TABLE: ferrule_server_auth = ferrule_server_auth {
    #[allow(clippy::cast_possible_truncation)] // it is small
    size: size_of::<ferrule_server_auth>() as u32,
    reserved: 0,
    authenticate: Some(authenticate),
};

impl FakeServerAuth {
    pub(crate) fn interface(self: &Arc<Self>) -> ferrule_interface {
        ferrule_interface {
            functions: (&raw const TABLE).cast(),
            object: Arc::as_ptr(self).cast_mut().cast(),
        }
    }
}

unsafe extern "C" fn authenticate(
    object: *mut c_void,
    headers: *const ferrule_header,
    n_headers: u64,
    identity_json: *mut ferrule_buf,
    error: *mut ferrule_error,
) -> i32 {
    hook::outside(|| {
        // SAFETY: the plugin hands over what find_extension gave, which the test keeps.
        let fake = unsafe { &*object.cast::<FakeServerAuth>() };
        let n = usize::try_from(n_headers).expect("there are few headers");
        let headers = if n == 0 {
            &[]
        } else {
            // SAFETY: the plugin lends that many.
            unsafe { std::slice::from_raw_parts(headers, n) }
        };
        let headers: Vec<(String, String)> = headers
            .iter()
            .map(|header| {
                // SAFETY: as above.
                let texts =
                    unsafe { (text(&raw const header.name), text(&raw const header.value)) };
                (texts.0.expect("a name is UTF-8"), texts.1.expect("a value is UTF-8"))
            })
            .collect();
        match (fake.0)(&headers) {
            Ok(identity) => {
                if !identity.is_null() {
                    // SAFETY: the plugin says that there is room.
                    unsafe { identity_json.write(buf::give(identity.to_string().into_bytes())) };
                }
                FERRULE_OK
            }
            // SAFETY: the plugin's error is as in the header.
            Err(failure) => unsafe { buf::fail(&failure, error) },
        }
    })
}

/// The authentication that a component offers, for as long as it is not shut down.
#[derive(Clone, Copy, Debug)]
pub struct ServerAuth<'c> {
    interface: ferrule_interface,
    component: PhantomData<&'c Component<'c>>,
}

// SAFETY: the header says that the functions of an interface are for any thread.
unsafe impl Send for ServerAuth<'_> {}
// SAFETY: as above.
unsafe impl Sync for ServerAuth<'_> {}

impl ServerAuth<'_> {
    pub(crate) fn new(interface: ferrule_interface) -> Self {
        Self { interface, component: PhantomData }
    }

    /// Who sends a request with such headers; null if nothing is known of the sender.
    ///
    /// # Panics
    /// If the component breaks a rule.
    pub fn authenticate(&self, headers: &[(&str, &str)]) -> Result<Value, Failure> {
        // SAFETY: the component offers it, and it is borrowed.
        let table = unsafe { &*self.interface.functions.cast::<ferrule_server_auth>() };
        assert!(table.size as usize >= size_of::<ferrule_server_auth>());
        let f = table.authenticate.expect("authenticate is offered");
        let raw: Vec<ferrule_header> = headers
            .iter()
            .map(|(name, value)| ferrule_header {
                name: ferrule_slice::new(name.as_bytes()),
                value: ferrule_slice::new(value.as_bytes()),
            })
            .collect();
        let (headers, n) = (raw.as_ptr(), raw.len() as u64);
        // SAFETY: all are valid until the call returns.
        let json =
            call::text(|out, error| unsafe { f(self.interface.object, headers, n, out, error) })?;
        if json.is_empty() {
            return Ok(Value::Null);
        }
        let identity: Value = serde_json::from_str(&json).expect("the identity is JSON");
        assert!(identity.is_object(), "the identity is {identity}");
        Ok(identity)
    }
}
