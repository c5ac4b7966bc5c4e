use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use ferrule::{Error, Host};
use hyper::StatusCode;
use hyper::header::{HeaderValue, RETRY_AFTER};
use tokio::sync::oneshot;

use crate::answer::{Answer, text};

/// So many answers are worked out at the same time.
const THREADS: usize = 2;
/// So many requests wait for that; more are sent away.
const MOST_WAITING: usize = 64;

type Job = Box<dyn FnOnce() + Send>;

/// Threads for answers that take time, so that the server's own thread has none of it. They end
/// when the last clone is gone.
#[derive(Clone, Debug)]
pub(crate) struct Workers {
    jobs: SyncSender<Job>,
}

impl Workers {
    pub(crate) fn start(name: &str, host: &Host) -> Result<Self, Error> {
        let (jobs, queue) = sync_channel(MOST_WAITING);
        let queue = Arc::new(Mutex::new(queue));
        for n in 1..=THREADS {
            let queue = Arc::clone(&queue);
            host.spawn(format!("{name}-{n}"), move || {
                while let Some(job) = next(&queue) {
                    job();
                }
            })?;
        }
        Ok(Self { jobs })
    }

    /// Works an answer out, unless nobody waits for it any more.
    pub(crate) async fn run(&self, job: impl FnOnce() -> Answer + Send + 'static) -> Answer {
        let (answer, answered) = oneshot::channel();
        let job = Box::new(move || {
            if !answer.is_closed() {
                // The client may go while the answer is worked out.
                let _ = answer.send(job());
            }
        });
        match self.jobs.try_send(job) {
            Ok(()) => answered.await.unwrap_or_else(|_| failed()),
            Err(TrySendError::Full(_)) => busy(),
            Err(TrySendError::Disconnected(_)) => failed(),
        }
    }
}

fn next(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn busy() -> Answer {
    let mut answer = text(StatusCode::SERVICE_UNAVAILABLE, "too many requests are waiting");
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    answer
}

/// The thread has panicked, which was reported.
fn failed() -> Answer {
    text(StatusCode::INTERNAL_SERVER_ERROR, "the request could not be answered")
}
