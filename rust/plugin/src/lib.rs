//! The native components of the default distribution, in one library.

use ferrule_extension_health_check::HealthCheck;

ferrule::plugin!(|factories| {
    factories.add(HealthCheck::new_factory());
});

/// Each allocation is counted then, which costs time: for tests of leaks.
#[cfg(feature = "count-heap")]
#[global_allocator]
static ALLOCATOR: ferrule::CountingAllocator = ferrule::CountingAllocator;
