package progress

import (
	"fmt"
	"os"
	"slices"
	"strconv"
)

// replace puts a damaged file aside, with the files that go with it, and makes
// a new one from what could be read.
func (s *Store) replace(reason error) error {
	before, err := os.Stat(s.path)
	if err != nil {
		return reason
	}
	device, saved := salvage(s.path)
	if now, err := os.Stat(s.path); err != nil || !os.SameFile(before, now) {
		return s.open() // another skylab has replaced it in the meantime
	}
	aside, err := putAside(s.path, s.now().UTC().Format("20060102T150405Z"))
	if err != nil {
		return fmt.Errorf("it is damaged (%w), and cannot be kept aside: %w", reason, err)
	}
	s.book = newBook()
	if err := s.open(); err != nil {
		return err
	}
	err = s.file.transaction(func() error {
		if device != "" {
			s.device = device
			if err := s.file.exec("UPDATE device SET id = ?", device); err != nil {
				return err
			}
		}
		for _, r := range saved {
			if err := s.file.insert(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.learn(saved...)
	s.notices = append(s.notices, fmt.Sprintf("The record of your progress was damaged. It is kept as %s; %s.", aside, readable(len(saved))))
	return nil
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

// putAside renames the file to a name that is free.
func putAside(path, stamp string) (string, error) {
	aside := path + ".corrupt-" + stamp
	for n := 2; ; n++ {
		if _, err := os.Lstat(aside); os.IsNotExist(err) {
			break
		}
		aside = fmt.Sprintf("%s.corrupt-%s-%d", path, stamp, n)
	}
	if err := os.Rename(path, aside); err != nil {
		return "", err
	}
	for _, companion := range []string{"-wal", "-shm"} {
		if err := os.Rename(path+companion, aside+companion); err != nil && !os.IsNotExist(err) {
			return "", err
		}
	}
	return aside, nil
}

// salvage reads the genuine records of a damaged file: from both ends up to
// the damage, and between these one by one.
func salvage(path string) (device string, saved []Record) {
	f, err := dial(path)
	if err != nil {
		return "", nil
	}
	defer f.close()
	f.exec("PRAGMA writable_schema = ON") // reads a file that was cut off, too
	device, _ = f.device()
	first, err := f.records(columns + "ORDER BY seq")
	saved = first
	if err != nil {
		last, _ := f.records(columns + "ORDER BY seq DESC")
		saved = append(saved, f.between(first, last)...)
		saved = append(saved, last...)
	}
	slices.SortFunc(saved, func(a, b Record) int { return int(a.Seq - b.Seq) })
	saved = slices.CompactFunc(saved, func(a, b Record) bool { return a.Seq == b.Seq })
	ids := map[string]bool{}
	saved = slices.DeleteFunc(saved, func(r Record) bool {
		twice := ids[r.ID]
		ids[r.ID] = true
		return twice || r.Seq < 1 || !r.Genuine()
	})
	return device, saved
}

// widest bounds how many numbers are tried one by one.
const widest = 100_000

// between are the readable records between those read from the front and those
// read from the back.
func (f *file) between(first, last []Record) []Record {
	from, to := int64(1), int64(0)
	if n := len(first); n > 0 {
		from = first[n-1].Seq + 1
	}
	if n := len(last); n > 0 {
		to = last[n-1].Seq - 1
	} else if highest, err := f.number("SELECT max(seq) FROM record"); err == nil {
		to = highest
	}
	var out []Record
	for seq := from; seq <= min(to, from+widest); seq++ {
		one, _ := f.records(columns+"WHERE seq = ?", seq)
		out = append(out, one...)
	}
	return out
}
