//! Shows the service, its pipelines and its extensions on web pages, as the Go Collector's `zpages`
//! does, with the status of each component.
//!
//! | page | what |
//! |---|---|
//! | `/debug/servicez` | the build, since when it runs, all pipelines and components |
//! | `/debug/pipelinez` | the pipelines and their components |
//! | `/debug/extensionz` | the extensions |
//! | `/debug/featurez` | that there are no feature gates |
//!
//! With `?format=json` each gives the description of the service as the host has it. Of Go's pages
//! `tracez` and `expvarz` are not there, and say why; the column `MutatesData` is not, since the
//! host does not tell.

mod config;
mod description;
mod extension;
mod factory;
mod pages;
mod site;

pub use factory::ZpagesFactory;
