use std::ffi::c_void;
use std::sync::Arc;

use ferrule_sys::{
    FERRULE_OK, ferrule_buf, ferrule_error, ferrule_header, ferrule_interface, ferrule_ref,
    ferrule_server_auth,
};

use super::ServerAuth;
use crate::entry::give_json;
use crate::factories::size_of_u32;
use crate::life::Life;
use crate::offered::Offered;
use crate::slices::misuse;
use crate::{Headers, guard};

type Object = Offered<dyn ServerAuth>;

static TABLE: ferrule_server_auth = ferrule_server_auth {
    size: size_of_u32::<ferrule_server_auth>(),
    reserved: 0,
    authenticate: Some(authenticate),
};

/// The authentication that a component offers.
pub(crate) struct Offer(Box<Object>);

impl Offer {
    pub(crate) fn new(component: ferrule_ref, auth: Arc<dyn ServerAuth>, life: Arc<Life>) -> Self {
        Self(Box::new(Offered::new(component, auth, life)))
    }

    pub(crate) fn interface(&self) -> ferrule_interface {
        ferrule_interface { functions: (&raw const TABLE).cast(), object: self.0.object() }
    }
}

/// # Safety
/// As in the header: `object` is null or that of an [`Offer`] that is there, the rest null or
/// valid.
unsafe extern "C" fn authenticate(
    object: *mut c_void,
    headers: *const ferrule_header,
    n_headers: u64,
    identity_json: *mut ferrule_buf,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: by the contract of this function; the headers are used before this returns.
    unsafe {
        let offered = object.cast::<Object>().as_ref();
        guard::entry(offered.map_or(0, |offered| offered.component), error, || {
            let offered = offered.ok_or_else(|| misuse("object is NULL"))?;
            if identity_json.is_null() {
                return Err(misuse("identity_json is NULL"));
            }
            let headers = Headers::from_raw(headers, n_headers)?;
            let identity = offered.ask("the authentication", |auth| auth.authenticate(&headers))?;
            if identity.attributes().is_empty() {
                identity_json.write(ferrule_buf::empty());
                return Ok(FERRULE_OK);
            }
            give_json(&identity, identity_json)
        })
    }
}
