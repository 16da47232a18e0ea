package main

import (
	"os/exec"
	"testing"
)

// dialogue is a program on a pseudo-terminal, and who types into it.
type dialogue struct {
	t      *testing.T
	screen watcher
	cmd    *exec.Cmd
}

func talkTo(t *testing.T, columns, rows uint16, args ...string) *dialogue {
	person, program := openTerminal(t, columns, rows)
	cmd := skylab(t, args...)
	cmd.Env = append(cmd.Env, "TERM=xterm-256color")
	onTerminal(cmd, program)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	program.Close()
	t.Cleanup(func() { cmd.Process.Kill() }) // has ended, if all went well
	return &dialogue{t, watcher{person: person}, cmd}
}

// types types keys and waits until the screen says something.
func (d *dialogue) types(keys, answer string) {
	d.t.Helper()
	if _, err := d.screen.person.WriteString(keys); err != nil {
		d.t.Fatal(err)
	}
	d.screen.until(d.t, answer)
}

// runs types a command and waits for what it prints and for the next prompt:
// what is typed before that, the terminal may take for itself.
func (d *dialogue) runs(command, answer string) {
	d.t.Helper()
	d.types(command+"\r", answer)
	d.types("", "$ ")
}

func (d *dialogue) ends(status int) {
	d.t.Helper()
	d.cmd.Wait()
	if got := d.cmd.ProcessState.ExitCode(); got != status {
		d.t.Errorf("exit status %d, want %d", got, status)
	}
}

func TestPrompt(t *testing.T) {
	d := talkTo(t, 80, 24, "console")
	d.types("", "09:00:00 $ ")
	d.runs("aws sts get-caller-identity --query Account", `"123456789012"`)
	d.types("wait 90s\r", "09:01:30 $ ")
	d.runs("aws s3 mb s3://uploads", "make_bucket: uploads")
	d.types("echo up and \x1b[A", "aws s3 mb s3://uploads") // up is the line before
	d.types("\x1b[B", "echo up and")                        // down is what was being typed
	d.runs("down", "up and down\r\n")
	d.types("aws s3 ls s3://upl\t", "s3://uploads") // tab completes
	d.types("\x03", "^C")                           // ctrl+c forgets the line
	d.types("", "09:01:30 $ ")
	d.runs("echo \u00e9\u4f60\x7f", "\r\n\u00e9\r\n") // wide characters, backspace
	d.types("echo 'one\r", "> ")                      // an open quote goes on
	d.runs("two'", "one\r\ntwo\r\n")
	d.types("aws lambda l\t", "list-functions")
	d.types("\x15exit 3\r", "exit 3")
	d.ends(3)
}

func TestPromptEnds(t *testing.T) {
	d := talkTo(t, 40, 5, "console")
	d.types("", "$ ")
	d.runs("aws s3 ls s3://nope", "NoSuchBucket")
	d.types("\x04", "\r\n") // ctrl+d: the status of the last command
	d.ends(254)
}

func TestPromptHungUp(t *testing.T) {
	save := t.TempDir() + "/world.txtar"
	d := talkTo(t, 80, 24, "console", "--save", save)
	d.types("", "$ ")
	d.runs("aws s3 mb s3://uploads", "make_bucket: uploads")
	d.screen.person.Close() // as closing the window does
	d.cmd.Wait()
	if got, errs, _ := inProcess("aws s3 ls\n", "console", "--load", save); got == "" {
		t.Errorf("the account was not saved: %s", errs)
	}
}
