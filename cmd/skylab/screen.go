package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"skylab/engine"
	"skylab/engine/sandbox"
	"skylab/quiz/progress"
	"skylab/ui"
	"skylab/ui/theme"
	"skylab/ui/visit"
)

// remembered is how much of what programs did is kept, in bytes, so that undo
// and going back need not run them again: a rush of a thousand takes a tenth.
const remembered = 16 << 20

// screenFlags are those of the screen alone.
type screenFlags struct {
	theme       string
	ascii, calm bool
	cloud       bool
	listen      string
}

func (f *screenFlags) define(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.theme, "theme", "auto", "colours, by `NAME`: auto, dark, light or mono")
	cmd.Flags().BoolVar(&f.ascii, "ascii", false, "draw with ASCII characters only")
	cmd.Flags().BoolVar(&f.calm, "reduced-motion", false, "show before and after instead of movement")
	cmd.Flags().BoolVar(&f.cloud, "cloud", false, "serve the account on the screen to the real AWS CLI and SDKs")
	cmd.Flags().StringVar(&f.listen, "listen", cloudAddress, "with --cloud, `HOST:PORT` to serve on; port 0 takes a free one")
	cmd.PreRunE = func(*cobra.Command, []string) error { return f.check(cmd.Flags().Changed("listen")) }
	complete(cmd, "theme", cobra.FixedCompletions([]string{"auto", "dark", "light", "mono"}, cobra.ShellCompDirectiveNoFileComp))
}

// firstTicks is how often a second the renderer looks for the first pictures: a
// learner waits half as long for them as at the library's rate. Later the waker
// sets the pace.
const firstTicks = 120

// openScreen opens the course on the terminal.
func openScreen(h host, o options, f screenFlags) error {
	if !terminal(h.stdin) || !terminal(h.stdout) {
		return errors.New("the course needs a terminal, and this is none; in a pipe there are skylab read, skylab console and skylab progress")
	}
	if h.getenv("TERM") == "dumb" {
		return errors.New("the course needs a terminal that can move its cursor, and TERM is dumb; there are skylab read, skylab console and skylab progress")
	}
	course, err := openCourse(&o)
	if err != nil {
		return err
	}
	profile := colors(h)
	th, look, err := chooseTheme(f, profile)
	if err != nil {
		return err
	}
	record, notices := openRecordOrMemory(h, o)
	defer record.Close()
	served, err := listenForScreen(f)
	if err != nil {
		return err
	}
	defer served.close()
	var program *tea.Program
	var w waker
	app := ui.New(ui.Needs{
		Visits: served.visits, Served: served.short(),
		Awake:  func() { w.wake(program) },
		Course: course, Record: record, Notices: notices, Hint: served.hint(), Place: record.Path(),
		Worlds: newWorldFolder(worldsBeside(record.Path())),
		World:  engine.Config{Runner: screenWatchdog, Memo: sandbox.NewMemo(remembered)}, Files: disk{}, Now: time.Now, Theme: th, Look: look,
	})
	program = tea.NewProgram(app, tea.WithInput(h.stdin), tea.WithOutput(h.stdout), tea.WithColorProfile(profile), tea.WithFPS(firstTicks))
	served.begin(func() { go program.Send(visit.Knock{}) })
	_, err = program.Run()
	if errors.Is(err, tea.ErrInterrupted) {
		return status(statusInterrupted)
	}
	if err != nil {
		return fmt.Errorf("the screen ended: %w", err)
	}
	return nil
}

// colors is what the terminal can show. Any non-empty NO_COLOR means none: the
// library would read the variable as a boolean (no-color.org).
func colors(h host) colorprofile.Profile {
	if h.getenv("NO_COLOR") != "" {
		return colorprofile.Ascii
	}
	return colorprofile.Detect(h.stdout, os.Environ())
}

// chooseTheme is the look to begin with; look, if it is not nil, is that for
// the background that the terminal answers.
func chooseTheme(f screenFlags, p colorprofile.Profile) (th *theme.Theme, look func(dark bool) *theme.Theme, err error) {
	dressed := func(th *theme.Theme) *theme.Theme {
		if f.ascii {
			th = th.ASCII()
		}
		if f.calm {
			th = th.ReducedMotion()
		}
		return th
	}
	switch f.theme {
	case "mono":
		return dressed(theme.Mono()), nil, nil
	case "dark", "light":
		p = max(p, colorprofile.ANSI) // asked for by name: colours, whatever the terminal says of itself
		return dressed(theme.For(f.theme == "dark", p)), nil, nil
	case "auto":
		look = func(dark bool) *theme.Theme { return dressed(theme.For(dark, p)) }
		return look(true), look, nil
	}
	return nil, nil, usagef("--theme %s: there are auto, dark, light and mono", f.theme)
}

// openRecordOrMemory opens the learner's record. If that cannot be, the course
// opens all the same with one that is forgotten, and says so.
func openRecordOrMemory(h host, o options) (*progress.Store, []string) {
	dir, err := progress.Dir(o.data, h.getenv, runtime.GOOS)
	if err == nil {
		record, openErr := progress.Open(dir, time.Now)
		if openErr == nil {
			return record, record.Notices()
		}
		err = openErr
	}
	return progress.Memory(time.Now), []string{err.Error() + ". Until that is mended, nothing you answer is kept."}
}
