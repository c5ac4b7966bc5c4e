//! The native components of the default distribution, in one library.

use ferrule_extension_basicauth::BasicAuthFactory;
use ferrule_extension_health_check::HealthCheck;
use ferrule_extension_zpages::ZpagesFactory;

ferrule::plugin!(|factories| {
    factories.add(BasicAuthFactory);
    factories.add(HealthCheck::new_factory());
    factories.add(ZpagesFactory);
});

/// Each allocation is counted then, which costs time: for tests of leaks.
#[cfg(feature = "count-heap")]
#[global_allocator]
static ALLOCATOR: ferrule::CountingAllocator = ferrule::CountingAllocator;
