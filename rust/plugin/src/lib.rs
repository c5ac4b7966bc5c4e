//! The native components of the default distribution, in one library.

use ferrule_extension_health_check::HealthCheck;

ferrule::plugin!(|factories| {
    factories.add(HealthCheck::new_factory());
});
