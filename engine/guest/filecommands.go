package guest

import (
	"fmt"
	pathpkg "path"
	"slices"
	"strings"

	"skylab/engine/guest/shell"
)

// clean is a path without . and .. in it.
func clean(name string) string { return pathpkg.Clean("/" + name) }

// readSpecial is a file's content, also of those that the system makes up.
func (s *System) readSpecial(name string) ([]byte, error) {
	switch name {
	case "/etc/os-release":
		return []byte(fmt.Sprintf("NAME=\"%s\"\nID=\"amzn\"\nPRETTY_NAME=\"%s\"\n", strings.TrimSuffix(s.Image, " 2023"), s.Image)), nil
	case "/etc/hostname":
		return []byte(s.Hostname + "\n"), nil
	case "/proc/cpuinfo":
		var b strings.Builder
		for n := range int(s.VCPUs) {
			fmt.Fprintf(&b, "processor\t: %d\n", n)
		}
		return []byte(b.String()), nil
	case "/proc/meminfo":
		return []byte(fmt.Sprintf("MemTotal:       %8d kB\nMemFree:        %8d kB\n", s.Memory>>10, max(0, s.Memory-s.Used())>>10)), nil
	}
	return s.disk.read(name)
}

func ls(s *System, c *shell.Command) int {
	options, words := flags(c, "")
	if len(words) == 0 {
		words = []string{c.Shell.Dir}
	}
	result := 0
	for _, w := range words {
		name := c.Shell.Path(w)
		var names []string
		if f := s.disk.files[name]; f != nil {
			names, name = []string{w}, pathpkg.Dir(name)
		} else if names = s.disk.list(name); names == nil {
			result = c.Fail("cannot access '%s': No such file or directory", w)
			continue
		}
		for _, n := range names {
			if _, long := options["l"]; !long {
				c.Printf("%s\n", n)
				continue
			}
			kind, size, at := "drwxr-xr-x", int64(6), s.booted
			if f := s.disk.files[clean(name+"/"+pathpkg.Base(n))]; f != nil {
				kind, size, at = "-rw-r--r--", f.size(), f.Modified
			}
			c.Printf("%s. 1 root root %7d %s %s\n", kind, size, at.Wall().Format("Jan _2 15:04"), n)
		}
	}
	return result
}

func mkdir(s *System, c *shell.Command) int {
	options, words := flags(c, "m")
	_, parents := options["p"]
	for _, w := range words {
		name := c.Shell.Path(w)
		switch {
		case s.disk.folder(name) && parents:
		case s.disk.folder(name) || s.disk.files[name] != nil:
			return c.Fail("cannot create directory '%s': File exists", w)
		default:
			if err := s.WriteFile(name+"/"+keep, nil); err != nil {
				return c.Fail("cannot create directory '%s': %v", w, errNoSpace)
			}
		}
	}
	return 0
}

func rm(s *System, c *shell.Command) int {
	options, words := flags(c, "")
	_, force := options["f"]
	_, all := options["r"]
	if _, capital := options["R"]; capital {
		all = true
	}
	for _, w := range words {
		name := c.Shell.Path(w)
		if s.disk.files[name] == nil && s.disk.folder(name) && !all {
			return c.Fail("cannot remove '%s': Is a directory", w)
		}
		if !s.disk.remove(name) && !force {
			return c.Fail("cannot remove '%s': No such file or directory", w)
		}
	}
	return 0
}

// cp copies files, and folders with -r; ln is the same here.
func cp(s *System, c *shell.Command) int { return s.copyTo(c, false) }

func mv(s *System, c *shell.Command) int { return s.copyTo(c, true) }

func (s *System) copyTo(c *shell.Command, move bool) int {
	_, words := flags(c, "t")
	if len(words) < 2 {
		return c.Fail("missing destination file operand")
	}
	to := c.Shell.Path(words[len(words)-1])
	for _, w := range words[:len(words)-1] {
		from, target := c.Shell.Path(w), to
		if s.disk.folder(to) {
			target = clean(to + "/" + pathpkg.Base(from))
		}
		var names []string
		for _, name := range inOrderKeys(s.disk.files) {
			if name == from || strings.HasPrefix(name, from+"/") {
				names = append(names, name)
			}
		}
		switch {
		case names == nil:
			return c.Fail("cannot stat '%s': No such file or directory", w)
		case target == from:
			return c.Fail("'%s' and '%s' are the same file", w, words[len(words)-1])
		case move && strings.HasPrefix(target, from+"/"):
			return c.Fail("cannot move '%s' to a subdirectory of itself, '%s'", w, target)
		}
		for _, name := range names {
			if err := s.copyFile(name, target+strings.TrimPrefix(name, from), move); err != nil {
				return c.Fail("%v", err)
			}
		}
	}
	return 0
}

// copyFile gives a file another name, as well or instead.
func (s *System) copyFile(from, to string, move bool) error {
	if s.disk.folder(to) {
		return fmt.Errorf("cannot overwrite directory '%s' with non-directory", to)
	}
	f := s.disk.files[from]
	if move {
		s.disk.remove(from)
	}
	return s.disk.put(to, &File{Data: slices.Clone(f.Data), Hollow: f.Hollow, Modified: s.host.Now()})
}

func touch(s *System, c *shell.Command) int {
	_, words := flags(c, "dt")
	for _, w := range words {
		if name := c.Shell.Path(w); !s.disk.folder(name) {
			if err := s.AppendFile(name, nil); err != nil {
				return c.Fail("%v", err)
			}
		}
	}
	return 0
}

// fallocate has a file take room on the disk: -l SIZE FILE. A longer one stays
// as it is.
func fallocate(s *System, c *shell.Command) int {
	options, words := flags(c, "l")
	n, err := size(strings.TrimSuffix(options["l"], "iB"))
	if err != nil || len(words) == 0 {
		return c.Fail("invalid length value specified: %q", options["l"])
	}
	name := c.Shell.Path(words[0])
	if s.disk.folder(name) {
		return c.Fail("cannot open %s: Is a directory", words[0])
	}
	f := &File{Modified: s.host.Now()}
	if before := s.disk.files[name]; before != nil {
		f.Data, f.Hollow = before.Data, before.Hollow
	}
	f.Hollow = max(f.Hollow, n-int64(len(f.Data)))
	if s.disk.put(name, f) != nil {
		return c.Fail("fallocate failed: %v", errNoSpace)
	}
	return 0
}

// truncate makes files so long: -s SIZE FILE. What a file gains is a hole, which
// takes no room; here it is not there at all.
func truncate(s *System, c *shell.Command) int {
	options, words := flags(c, "s")
	n, err := size(strings.TrimSuffix(options["s"], "iB"))
	if err != nil {
		return c.Fail("Invalid number: '%s'", options["s"])
	}
	for _, w := range words {
		name := c.Shell.Path(w)
		f := &File{Modified: s.host.Now()}
		if before := s.disk.files[name]; before != nil {
			f.Data = before.Data[:min(int64(len(before.Data)), n)]
			f.Hollow = min(before.Hollow, n-int64(len(f.Data)))
		}
		if s.disk.folder(name) {
			return c.Fail("cannot open '%s' for writing: Is a directory", w)
		}
		if err := s.disk.put(name, f); err != nil {
			return c.Fail("%v", err)
		}
	}
	return 0
}

func df(s *System, c *shell.Command) int {
	total, free := s.disk.Size, max(0, s.disk.Free())
	c.Printf("Filesystem      Size  Used Avail Use%% Mounted on\n/dev/xvda1     %5s %5s %5s %3d%% /\n", human(total), human(total-free), human(free), (total-free)*100/max(1, total))
	return 0
}

func du(s *System, c *shell.Command) int {
	_, words := flags(c, "d")
	if len(words) == 0 {
		words = []string{"."}
	}
	for _, w := range words {
		var sum int64
		for name, f := range s.disk.files {
			if from := c.Shell.Path(w); name == from || strings.HasPrefix(name, strings.TrimSuffix(from, "/")+"/") {
				sum += f.size()
			}
		}
		c.Printf("%s\t%s\n", human(sum), w)
	}
	return 0
}

// human is a size as df -h shows it.
func human(n int64) string {
	for _, u := range []struct {
		name string
		size int64
	}{{"T", 1 << 40}, {"G", 1 << 30}, {"M", 1 << 20}, {"K", 1 << 10}} {
		if n >= u.size {
			if v := float64(n) / float64(u.size); v < 10 {
				return fmt.Sprintf("%.1f%s", v, u.name)
			}
			return fmt.Sprintf("%d%s", n/u.size, u.name)
		}
	}
	return fmt.Sprint(n)
}
