//! A plugin with one extension, `heartbeat`.

mod config;
mod factory;
mod heartbeat;
#[cfg(test)]
mod tests;

ferrule::plugin!(|factories| {
    factories.add(factory::HeartbeatFactory);
});
