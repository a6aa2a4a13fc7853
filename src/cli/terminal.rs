//! Asking for a password on the terminal without showing it.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Write},
    os::fd::{AsRawFd, RawFd},
};

use crate::base::Secret;

/// The most bytes read as a password.
const MAX_BYTES: u64 = 8 * 1024;

/// Reads a password from the first line of standard input: for scripts.
///
/// # Errors
/// Where there is none, or it is not UTF-8.
pub fn password_from_stdin() -> io::Result<Secret<String>> {
    first_line(io::stdin().lock())
}

/// Asks twice on the terminal, without echo, until both answers agree.
///
/// # Errors
/// Where there is no terminal; then `--password-stdin` is the way.
pub fn ask_new_password() -> io::Result<Secret<String>> {
    let mut terminal = OpenOptions::new().read(true).write(true).open("/dev/tty").map_err(|_| {
        io::Error::other("there is no terminal to ask on; pass --password-stdin and the password on standard input")
    })?;
    loop {
        let first = ask(&mut terminal, "New password: ")?;
        let second = ask(&mut terminal, "The same again: ")?;
        if first.reveal() == second.reveal() {
            return Ok(first);
        }
        writeln!(terminal, "These two differ. Type the password again.")?;
    }
}

fn ask(terminal: &mut File, question: &str) -> io::Result<Secret<String>> {
    write!(terminal, "{question}")?;
    terminal.flush()?;
    let silence = Silence::begin(terminal.as_raw_fd())?;
    let answer = first_line(BufReader::new(&*terminal));
    drop(silence);
    writeln!(terminal)?;
    answer
}

fn first_line(input: impl BufRead) -> io::Result<Secret<String>> {
    let mut line = String::new();
    input.take(MAX_BYTES).read_line(&mut line)?;
    if line.is_empty() {
        return Err(io::Error::other("no password was given"));
    }
    let password = line.strip_suffix('\n').unwrap_or(&line);
    Ok(Secret::new(password.strip_suffix('\r').unwrap_or(password).to_owned()))
}

/// Switches the terminal's echo off while it lives.
struct Silence {
    terminal: RawFd,
    before: libc::termios,
}

impl Silence {
    #[expect(unsafe_code, reason = "the standard library cannot switch off a terminal's echo")]
    fn begin(terminal: RawFd) -> io::Result<Self> {
        let mut before = std::mem::MaybeUninit::<libc::termios>::uninit();
        // SAFETY: `terminal` is open, and `before` has room for the structure, which is read only after success.
        let before = unsafe {
            if libc::tcgetattr(terminal, before.as_mut_ptr()) != 0 {
                return Err(io::Error::last_os_error());
            }
            before.assume_init()
        };
        let mut silent = before;
        silent.c_lflag &= !libc::ECHO;
        // SAFETY: `silent` is a whole structure that the system has just given.
        if unsafe { libc::tcsetattr(terminal, libc::TCSAFLUSH, &raw const silent) } != 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(Self { terminal, before })
    }
}

impl Drop for Silence {
    #[expect(unsafe_code, reason = "the standard library cannot switch a terminal's echo on again")]
    fn drop(&mut self) {
        // SAFETY: the structure is the one that the system gave. A terminal that is gone needs no echo.
        unsafe {
            libc::tcsetattr(self.terminal, libc::TCSAFLUSH, &raw const self.before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_one_line_with_all_its_spaces() {
        let read = |text: &str| first_line(text.as_bytes()).map(|password| password.reveal().clone()).ok();

        assert_eq!(read("  correct horse \nnext").as_deref(), Some("  correct horse "));
        assert_eq!(read("correct horse\r\n").as_deref(), Some("correct horse"));
        assert_eq!(read("correct horse").as_deref(), Some("correct horse"));
        assert_eq!(read(""), None);
    }
}
