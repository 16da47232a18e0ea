package lambda

// room refuses code beyond what the account may store in the Region: the
// packages of all versions and layers, unzipped (1.2 [DQ]).
func (s *Service) room(more int64) error {
	if s.codeSize()+more > totalCode {
		return refuse(400, "CodeStorageExceededException", "Code storage limit exceeded.")
	}
	return nil
}

// codeSize is the code storage in use: unzipped bytes of all versions.
func (s *Service) codeSize() int64 {
	var n int64
	for _, f := range s.sorted() {
		for _, ver := range f.versions() {
			n += ver.config.code.Unzipped
		}
	}
	for _, l := range s.layers { // a sum: the order does not matter
		for _, v := range l.versions {
			n += v.code.Unzipped
		}
	}
	return n
}
