use std::ffi::c_void;
use std::sync::Arc;

use ferrule_sys::{
    FERRULE_OK, FERRULE_REQUIRES_TLS, ferrule_buf, ferrule_client_auth, ferrule_client_request,
    ferrule_credentials, ferrule_error, ferrule_interface, ferrule_ref,
};

use super::{ClientAuth, ClientRequest};
use crate::entry::give_json;
use crate::factories::size_of_u32;
use crate::life::Life;
use crate::offered::Offered;
use crate::slices::{bytes, misuse, text};
use crate::{Error, guard};

type Object = Offered<dyn ClientAuth>;

static OPEN: ferrule_client_auth = table(0);
static SECRET: ferrule_client_auth = table(FERRULE_REQUIRES_TLS);

const fn table(flags: u32) -> ferrule_client_auth {
    let size = size_of_u32::<ferrule_client_auth>();
    ferrule_client_auth { size, flags, headers: Some(headers) }
}

/// The credentials that a component offers.
pub(crate) struct Offer {
    object: Box<Object>,
    functions: &'static ferrule_client_auth,
}

impl Offer {
    pub(crate) fn new(component: ferrule_ref, auth: Arc<dyn ClientAuth>, life: Arc<Life>) -> Self {
        let functions = if auth.requires_tls() { &SECRET } else { &OPEN };
        Self { object: Box::new(Offered::new(component, auth, life)), functions }
    }

    pub(crate) fn interface(&self) -> ferrule_interface {
        let functions = std::ptr::from_ref(self.functions).cast();
        ferrule_interface { functions, object: self.object.object() }
    }
}

/// # Safety
/// As in the header: `object` is null or that of an [`Offer`] that is there, the rest null or
/// valid.
unsafe extern "C" fn headers(
    object: *mut c_void,
    request: *const ferrule_client_request,
    out: *mut ferrule_credentials,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: by the contract of this function; the request is used before this returns.
    unsafe {
        let offered = object.cast::<Object>().as_ref();
        guard::entry(offered.map_or(0, |offered| offered.component), error, || {
            let offered = offered.ok_or_else(|| misuse("object is NULL"))?;
            let request = read(request)?;
            if out.is_null() || ((*out).size as usize) < size_of::<ferrule_credentials>() {
                return Err(misuse("out is NULL or too short"));
            }
            let shown =
                offered.ask("the client authentication", |auth| auth.credentials(&request))?;
            (*out).keep_ns = shown.keep_ns();
            if shown.headers().is_empty() {
                (*out).headers_json = ferrule_buf::empty();
                return Ok(FERRULE_OK);
            }
            give_json(shown.headers(), &raw mut (*out).headers_json)
        })
    }
}

/// # Safety
/// `request` is null or valid, and its texts live for `'a`.
unsafe fn read<'a>(request: *const ferrule_client_request) -> Result<ClientRequest<'a>, Error> {
    let short = || misuse("request is NULL or too short");
    // SAFETY: by the contract of this function; null gives None. Only size is read before it is
    // checked.
    let request = unsafe { request.as_ref() }.ok_or_else(short)?;
    if (request.size as usize) < size_of::<ferrule_client_request>() {
        return Err(short());
    }
    // SAFETY: by the contract of this function.
    let (authority, path) = unsafe { (bytes(&request.authority)?, bytes(&request.path)?) };
    Ok(ClientRequest::new(text(authority, "authority")?, text(path, "path")?))
}
