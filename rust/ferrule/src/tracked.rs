//! Futures that run on behalf of a component.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use ferrule_sys::ferrule_ref;

use crate::tasks::Tasks;
use crate::{Error, ErrorCode, current, guard};

/// A future that is polled and dropped on behalf of a component.
pub(crate) struct Scoped<F> {
    component: ferrule_ref,
    /// None only while it is dropped.
    future: Option<Pin<Box<F>>>,
}

impl<F> Scoped<F> {
    pub(crate) fn new(component: ferrule_ref, future: F) -> Self {
        Self { component, future: Some(Box::pin(future)) }
    }
}

impl<F: Future> Future for Scoped<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _scope = current::enter(self.component);
        match &mut self.future {
            Some(future) => future.as_mut().poll(context),
            None => Poll::Pending,
        }
    }
}

impl<F> Drop for Scoped<F> {
    fn drop(&mut self) {
        let _scope = current::enter(self.component);
        // The hook has logged a panic.
        let _ = guard::catch(|| drop(self.future.take()));
    }
}

/// A task of a component. Whatever becomes of it, it says so once.
pub(crate) struct Tracked<F: Future, T: FnOnce(Result<F::Output, Error>)> {
    tasks: Arc<Tasks>,
    id: u64,
    name: String,
    future: Option<Scoped<F>>,
    outcome: Option<Result<F::Output, Error>>,
    then: Option<T>,
}

impl<F: Future, T: FnOnce(Result<F::Output, Error>)> Tracked<F, T> {
    pub(crate) fn new(tasks: Arc<Tasks>, id: u64, name: &str, future: F, then: T) -> Self {
        let future = Some(Scoped::new(tasks.component, future));
        Self { tasks, id, name: name.to_owned(), future, outcome: None, then: Some(then) }
    }
}

// Nothing in it is pinned but the future, which is in a box.
impl<F: Future, T: FnOnce(Result<F::Output, Error>)> Unpin for Tracked<F, T> {}

impl<F: Future, T: FnOnce(Result<F::Output, Error>)> Future for Tracked<F, T> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(future) = &mut self.future else { return Poll::Ready(()) };
        let outcome = match guard::catch(|| Pin::new(future).poll(context)) {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(output)) => Ok(output),
            Err(panic) => {
                let message = format!("task `{}` {panic}", self.name);
                Err(Error::with_code(panic.code(), message))
            }
        };
        self.outcome = Some(outcome);
        Poll::Ready(())
    }
}

impl<F: Future, T: FnOnce(Result<F::Output, Error>)> Drop for Tracked<F, T> {
    fn drop(&mut self) {
        drop(self.future.take());
        let outcome = self.outcome.take().unwrap_or_else(|| {
            let message = format!("task `{}` was cancelled", self.name);
            Err(Error::with_code(ErrorCode::Cancelled, message))
        });
        let others = self.tasks.remove(self.id);
        if let Some(then) = self.then.take() {
            then(outcome);
        }
        others();
    }
}
