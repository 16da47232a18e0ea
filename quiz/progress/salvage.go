package progress

import "slices"

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
