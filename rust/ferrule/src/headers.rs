use std::fmt;
use std::marker::PhantomData;

use ferrule_sys::{ferrule_header, ferrule_slice};

use crate::Error;
use crate::slices::{bytes, misuse};

/// One header of a request, as it came.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Header<'a> {
    raw: ferrule_header,
    lent: PhantomData<&'a [u8]>,
}

// SAFETY: a header is two shared slices of bytes, which are for any thread.
unsafe impl Send for Header<'_> {}
// SAFETY: as above.
unsafe impl Sync for Header<'_> {}

impl<'a> Header<'a> {
    /// A header with that name and that value, which are borrowed.
    #[must_use]
    pub fn new(
        name: &'a (impl AsRef<[u8]> + ?Sized),
        value: &'a (impl AsRef<[u8]> + ?Sized),
    ) -> Self {
        let raw = ferrule_header {
            name: ferrule_slice::new(name.as_ref()),
            value: ferrule_slice::new(value.as_ref()),
        };
        Self { raw, lent: PhantomData }
    }

    /// The name, in the case in which it came.
    #[must_use]
    pub fn name(&self) -> &'a [u8] {
        Self::bytes(&self.raw.name)
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &'a [u8] {
        Self::bytes(&self.raw.value)
    }

    fn bytes(slice: &ferrule_slice) -> &'a [u8] {
        // SAFETY: `new` made it of bytes that live for 'a, or `Headers::from_raw` checked it.
        unsafe { bytes(slice) }.unwrap_or_default()
    }
}

/// The headers of a request. They are borrowed, never copied; names compare without case.
///
/// ```
/// use ferrule::{Header, Headers};
///
/// let all = [Header::new("Authorization", "Basic YTpi"), Header::new("accept", "*/*")];
/// let headers = Headers::new(&all);
/// assert_eq!(headers.get("authorization"), Some("Basic YTpi"));
/// assert_eq!(headers.get("host"), None);
/// ```
#[derive(Clone, Copy)]
pub struct Headers<'a> {
    all: &'a [Header<'a>],
}

impl<'a> Headers<'a> {
    /// Those headers.
    #[must_use]
    pub const fn new(all: &'a [Header<'a>]) -> Self {
        Self { all }
    }

    /// The value of the first header of that name; None also if it is not UTF-8.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.get_all(name).next().and_then(|value| str::from_utf8(value).ok())
    }

    /// The values of all headers of that name, in order.
    pub fn get_all(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        let named = move |header: &&Header<'a>| header.name().eq_ignore_ascii_case(name.as_bytes());
        self.all.iter().filter(named).map(Header::value)
    }

    /// All headers, in order.
    #[must_use]
    pub const fn as_slice(&self) -> &'a [Header<'a>] {
        self.all
    }

    /// # Safety
    /// `headers` is null or points to that many headers; what is well-formed lives for `'a`.
    pub(crate) unsafe fn from_raw(headers: *const ferrule_header, n: u64) -> Result<Self, Error> {
        let most = isize::MAX as usize / size_of::<ferrule_header>();
        let n = usize::try_from(n).ok().filter(|n| *n <= most);
        let n = n.ok_or_else(|| misuse("there are too many headers"))?;
        if n == 0 {
            return Ok(Self::new(&[]));
        }
        if headers.is_null() {
            return Err(misuse("headers is NULL"));
        }
        // SAFETY: by the contract of this function; Header is transparent.
        let all = unsafe { std::slice::from_raw_parts(headers.cast::<Header<'a>>(), n) };
        for header in all {
            for slice in [&header.raw.name, &header.raw.value] {
                // SAFETY: by the contract of this function.
                unsafe { bytes(slice) }?;
            }
        }
        Ok(Self { all })
    }

    pub(crate) fn as_raw(&self) -> (*const ferrule_header, u64) {
        (self.all.as_ptr().cast(), self.all.len() as u64)
    }
}

/// Values may be secrets: only the name is shown.
impl fmt::Debug for Header<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&String::from_utf8_lossy(self.name())).finish()
    }
}

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all).finish()
    }
}
