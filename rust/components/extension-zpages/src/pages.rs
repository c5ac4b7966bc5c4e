use std::env::consts::{ARCH, OS};

use askama::Template;
use ferrule::GoDuration;
use jiff::Timestamp;

use crate::description::{Component, Description};

/// A page as HTML, in which every text of the service is escaped.
pub(crate) type Html = Result<String, askama::Error>;

#[derive(Template)]
#[template(path = "servicez.html")]
struct ServicePage<'a> {
    title: &'a str,
    build: [(&'a str, &'a str); 3],
    runtime: [(&'a str, &'a str); 4],
    pipelines: Vec<PipelineRow<'a>>,
    components: &'a [Component],
}

#[derive(Template)]
#[template(path = "pipelinez.html")]
struct PipelinesPage<'a> {
    title: &'a str,
    pipelines: Vec<PipelineRow<'a>>,
    components: Vec<&'a Component>,
}

#[derive(Template)]
#[template(path = "extensionz.html")]
struct ExtensionsPage<'a> {
    title: &'a str,
    components: Vec<&'a Component>,
}

#[derive(Template)]
#[template(path = "text.html")]
struct TextPage<'a> {
    title: &'a str,
    text: &'a str,
}

struct PipelineRow<'a> {
    id: &'a str,
    signal: &'a str,
    /// Ids of receivers, processors and exporters.
    parts: [Vec<String>; 3],
}

/// All there is, at a time.
pub(crate) fn service(service: &Description, now: Timestamp) -> Html {
    let build = &service.build;
    let started = service.started.map(|at| at.to_string()).unwrap_or_default();
    let uptime = service.started.map(|at| uptime(at, now)).unwrap_or_default();
    let page = ServicePage {
        title: &format!("Service {}", build.command),
        build: [
            ("Command", &build.command),
            ("Description", &build.description),
            ("Version", &build.version),
        ],
        runtime: [("StartTimestamp", &started), ("Uptime", &uptime), ("OS", OS), ("Arch", ARCH)],
        pipelines: pipeline_rows(service),
        components: &service.components,
    };
    page.render()
}

/// The pipelines, and what they consist of.
pub(crate) fn pipelines(service: &Description) -> Html {
    let page = PipelinesPage {
        title: "Pipelines",
        pipelines: pipeline_rows(service),
        components: service.components.iter().filter(|it| !it.is_extension()).collect(),
    };
    page.render()
}

/// The extensions.
pub(crate) fn extensions(service: &Description) -> Html {
    let components = service.components.iter().filter(|it| it.is_extension()).collect();
    ExtensionsPage { title: "Extensions", components }.render()
}

/// A page of one sentence.
pub(crate) fn text(title: &str, text: &str) -> Html {
    TextPage { title, text }.render()
}

/// In whole seconds.
fn uptime(started: Timestamp, now: Timestamp) -> String {
    GoDuration::from_secs((now.as_second() - started.as_second()).max(0)).to_string()
}

fn pipeline_rows(service: &Description) -> Vec<PipelineRow<'_>> {
    let marked = |ids: &Vec<String>| ids.iter().map(|id| marked(service, id)).collect();
    let mut rows: Vec<_> = service
        .pipelines
        .iter()
        .map(|pipeline| PipelineRow {
            id: &pipeline.id,
            signal: pipeline.id.split('/').next().unwrap_or_default(),
            parts: [&pipeline.receivers, &pipeline.processors, &pipeline.exporters].map(marked),
        })
        .collect();
    rows.sort_by_key(|row| row.id);
    rows
}

/// Connectors stand among receivers and exporters.
fn marked(service: &Description, id: &str) -> String {
    if service.is_connector(id) { format!("{id} (connector)") } else { id.to_owned() }
}
