package progress

import (
	"fmt"
	"io"
	"os"
	"strconv"
)

// repair replaces the damaged file that before describes by a new one with
// what could be read. One skylab at a time does so: those that waited find a
// sound file.
func (s *Store) repair(reason error, before os.FileInfo) error {
	name := s.path + ".repair"
	lock, err := dial(name)
	if err != nil {
		return err
	}
	err = lock.during("BEGIN EXCLUSIVE", func() error {
		if now, err := os.Stat(s.path); err == nil && before != nil && os.SameFile(before, now) {
			if err := s.replace(); err != nil {
				return fmt.Errorf("it is damaged (%w) and cannot be repaired: %w", reason, err)
			}
		}
		return s.open()
	})
	lock.close()
	if err == nil {
		os.Remove(name) // nothing is left to repair; those that wait see that
	}
	return err
}

// replace makes the new file beside the damaged one and puts it in its place
// in one step, so that nobody ever finds none and starts afresh.
func (s *Store) replace() error {
	device, saved := salvage(s.path)
	fresh := s.path + ".new"
	for _, leftover := range []string{fresh, fresh + "-wal", fresh + "-shm"} {
		if err := os.Remove(leftover); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	if err := rebuild(fresh, device, saved); err != nil {
		return err
	}
	aside, err := keep(s.path, s.now().UTC().Format("20060102T150405Z"))
	if err != nil {
		return err
	}
	if err := os.Rename(fresh, s.path); err != nil {
		return err
	}
	s.notices = append(s.notices, fmt.Sprintf("The record of your progress was damaged. It is kept as %s; %s.", aside, readable(len(saved))))
	return nil
}

// rebuild writes a whole new file.
func rebuild(path, device string, records []Record) error {
	f, err := dial(path)
	if err != nil {
		return err
	}
	err = f.prepare()
	if err == nil {
		err = f.transaction(func() error {
			if device != "" {
				if err := f.exec("UPDATE device SET id = ?", device); err != nil {
					return err
				}
			}
			return f.insertAll(records)
		})
	}
	if e := f.close(); err == nil {
		err = e // closing folds the log into the file
	}
	return err
}

func readable(n int) string {
	switch n {
	case 0:
		return "nothing in it could be read"
	case 1:
		return "one entry could be read and is still there"
	}
	return strconv.Itoa(n) + " entries could be read and are still there"
}

// keep gives the damaged file another name as well, one that is free, and
// moves the files that go with it.
func keep(path, stamp string) (string, error) {
	aside := path + ".corrupt-" + stamp
	for n := 2; ; n++ {
		if _, err := os.Lstat(aside); os.IsNotExist(err) {
			break
		}
		aside = fmt.Sprintf("%s.corrupt-%s-%d", path, stamp, n)
	}
	for _, companion := range []string{"-wal", "-shm"} {
		if err := os.Rename(path+companion, aside+companion); err != nil && !os.IsNotExist(err) {
			return "", err
		}
	}
	if os.Link(path, aside) == nil {
		return aside, nil
	}
	return aside, duplicate(path, aside) // not every file system has links
}

func duplicate(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	if e := out.Close(); err == nil {
		err = e
	}
	return err
}
