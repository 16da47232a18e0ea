package sim

// journalSize bounds what the screens can look back on; counts, percentiles
// and the bill are folded as events happen and do not need it.
const journalSize = 1 << 15

// Journal keeps the newest entries of a world's history in a ring.
type Journal struct {
	ring []Entry
	n    uint64 // entries ever added
	hash uint64 // of the skeleton (seq, cause, at) of all of them
}

func (j *Journal) add(e Entry) {
	if len(j.ring) < journalSize {
		j.ring = append(j.ring, e)
	} else {
		j.ring[j.n%journalSize] = e
	}
	j.n++
	h := j.hash ^ e.Seq ^ e.Cause<<20 ^ uint64(e.At)<<1
	h *= 0x9e3779b97f4a7c15
	j.hash = h ^ h>>29
}

// Count is the number of entries ever added.
func (j *Journal) Count() uint64 { return j.n }

// First is the position of the oldest entry still kept.
func (j *Journal) First() uint64 { return j.n - uint64(len(j.ring)) }

// At is the entry at position i, First() <= i < Count().
func (j *Journal) At(i uint64) Entry { return j.ring[i%journalSize] }

// Since copies the entries from position i on; those already dropped are
// left out.
func (j *Journal) Since(i uint64) []Entry {
	i = max(i, j.First())
	if i >= j.n {
		return nil
	}
	out := make([]Entry, 0, j.n-i)
	for ; i < j.n; i++ {
		out = append(out, j.At(i))
	}
	return out
}

// Find is the kept entry with the given Seq.
func (j *Journal) Find(seq uint64) (Entry, bool) {
	for i := j.n; i > j.First(); i-- {
		if e := j.At(i - 1); e.Seq == seq {
			return e, true
		}
	}
	return Entry{}, false
}

// Why is the chain of causes of the entry with the given Seq: itself first,
// its root last. It ends early where the ring no longer reaches.
func (j *Journal) Why(seq uint64) []Entry {
	var chain []Entry
	for seq != 0 {
		e, ok := j.Find(seq)
		if !ok {
			break
		}
		chain = append(chain, e)
		seq = e.Cause
	}
	return chain
}
