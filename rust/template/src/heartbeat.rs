use std::time::Duration;

use ferrule::{AsyncExtension, Counter, Error, Histogram, Host, Status};
use tokio::time::{MissedTickBehavior, interval};

use crate::config::Config;

/// Beats from the start to the shutdown, which cancels the task.
pub(crate) struct Heartbeat {
    interval: Duration,
    tolerance: Option<Duration>,
    message: String,
}

impl Heartbeat {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            // The settings are valid: the interval is positive.
            interval: config.interval.limit().unwrap_or(Duration::MAX),
            tolerance: config.tolerance.limit(),
            message: config.message,
        }
    }
}

impl AsyncExtension for Heartbeat {
    async fn start(&mut self, host: &Host) -> Result<(), Error> {
        let beat = Beat {
            count: 0,
            late: false,
            tolerance: self.tolerance,
            message: self.message.clone(),
            beats: host
                .counter("heartbeat_beats")
                .unit("{beat}")
                .description("Beats so far.")
                .build()?,
            delay: host
                .histogram("heartbeat_delay")
                .unit("s")
                .description("How late beats came.")
                .bounds(&[0.001, 0.01, 0.1, 1.0, 10.0])
                .build()?,
            host: host.clone(),
        };
        host.spawn_task("heartbeat", beat.run(self.interval))?;
        Ok(())
    }
}

struct Beat {
    count: u64,
    late: bool,
    tolerance: Option<Duration>,
    message: String,
    beats: Counter,
    delay: Histogram,
    host: Host,
}

impl Beat {
    async fn run(mut self, period: Duration) {
        let mut ticks = interval(period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let due = ticks.tick().await;
            self.beat(due.elapsed());
        }
    }

    fn beat(&mut self, delay: Duration) {
        self.count += 1;
        self.beats.add(1);
        self.delay.record(delay.as_secs_f64());
        log::info!(count = self.count; "{}", self.message);
        let late = self.tolerance.is_some_and(|tolerance| delay > tolerance);
        if late != self.late {
            self.late = late;
            if late {
                let why = format!("a beat came {delay:.1?} late: the collector stalls");
                self.host.report(Status::RecoverableError, why);
            } else {
                self.host.report(Status::Ok, "");
            }
        }
    }
}
