use std::ffi::c_void;
use std::fmt;
use std::sync::Arc;

use ferrule_sys::{
    FERRULE_SERVER_AUTH_V1, ferrule_buf, ferrule_error, ferrule_header, ferrule_ref,
    ferrule_server_auth,
};

use super::Identity;
use crate::gate::Gate;
use crate::{Error, ErrorCode, Headers, foreign, upcall};

type Authenticate = unsafe extern "C" fn(
    *mut c_void,
    *const ferrule_header,
    u64,
    *mut ferrule_buf,
    *mut ferrule_error,
) -> i32;

/// The authentication that another extension offers, from [`Host::server_auth`]. Cheap to clone,
/// for use by any thread until the component's shutdown is complete; afterwards each request is
/// refused with [`ErrorCode::State`]. A shutdown is not complete before the last call has returned.
///
/// [`Host::server_auth`]: crate::Host::server_auth
#[derive(Clone)]
pub struct ServerAuthRef {
    authenticate: Authenticate,
    object: *mut c_void,
    gate: Arc<Gate>,
}

// SAFETY: the header allows the functions of the interface, and with them the object, on any
// thread.
unsafe impl Send for ServerAuthRef {}
// SAFETY: as above.
unsafe impl Sync for ServerAuthRef {}

impl ServerAuthRef {
    pub(crate) fn find(component: ferrule_ref, id: &str, gate: &Arc<Gate>) -> Result<Self, Error> {
        let _passage = gate.enter().ok_or_else(stopped)?;
        let found = upcall::find_extension(component, id, FERRULE_SERVER_AUTH_V1)?;
        let table = found.functions.cast::<ferrule_server_auth>();
        // SAFETY: the host found it, so that it lives until the gate is closed; its size is the
        // first field, and the functions are looked at only if the size covers them.
        let authenticate = unsafe {
            if table.is_null() || ((*table).size as usize) < size_of::<ferrule_server_auth>() {
                None
            } else {
                (*table).authenticate
            }
        };
        let authenticate = authenticate.ok_or_else(|| {
            let message = format!("the extension `{id}` offers no function to authenticate");
            Error::with_code(ErrorCode::Unsupported, message)
        })?;
        Ok(Self { authenticate, object: found.object, gate: Arc::clone(gate) })
    }

    /// The sender of a request with such headers. [`ErrorCode::Refused`]: it is not let through.
    pub fn authenticate(&self, headers: &Headers<'_>) -> Result<Identity, Error> {
        let _passage = self.gate.enter().ok_or_else(stopped)?;
        let (headers, n) = headers.as_raw();
        let json = upcall::outside(|| {
            foreign::bytes(|out, error| {
                // SAFETY: the other extension is there while the gate lets calls in, and the gate
                // keeps the shutdown from its end while this call is inside.
                unsafe { (self.authenticate)(self.object, headers, n, out, error) }
            })
        })?;
        if json.is_empty() {
            return Ok(Identity::new());
        }
        let attributes = serde_json::from_slice(&json)
            .map_err(|error| Error::new(format!("the identity is not a JSON object: {error}")))?;
        Ok(Identity { attributes })
    }
}

fn stopped() -> Error {
    Error::with_code(ErrorCode::State, "the component has been shut down")
}

impl fmt::Debug for ServerAuthRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerAuthRef").finish_non_exhaustive()
    }
}
