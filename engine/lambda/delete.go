package lambda

import (
	"maps"
	"slices"

	"skylab/engine/aws"
)

// DeleteFunctionOutput is the model's one member; 204 is what AWS was
// recorded to answer (fact sheet 10 [LS 2025-11]).
type DeleteFunctionOutput struct {
	StatusCode int `aws:"status"`
}

// deleteFunction removes a function. What runs runs to its end; environments
// that are idle are gone at once, events that wait are dropped when their
// turn comes.
func (s *Service) deleteFunction(_ *aws.Request, in *FunctionInput) (*DeleteFunctionOutput, error) {
	n, err := parseName(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	f := s.functions[n.Function]
	if f == nil {
		return nil, notFound(n.arn())
	}
	if n.Qualifier == latest {
		return nil, invalid("$LATEST version cannot be deleted without deleting the function.")
	}
	if n.Qualifier != "" {
		return s.deleteVersion(f, n)
	}
	f.deleted = true
	delete(s.functions, f.Name)
	for _, q := range slices.Sorted(maps.Keys(f.urls)) {
		delete(s.urls, f.urls[q].ID)
	}
	for _, q := range slices.Sorted(maps.Keys(f.provisions)) {
		s.deprovision(f.provisions[q])
	}
	f.capacity.Unreserve()
	for _, ver := range f.versions() {
		s.unwatchUse(ver)
		s.cache(ver, false)
		for len(ver.idle) > 0 {
			s.retire(ver.idle[0], "deleted")
		}
	}
	s.kernel.Emit(FunctionDeleted{Function: f.Name})
	return &DeleteFunctionOutput{StatusCode: 204}, nil
}

// deleteVersion removes one published version, which no alias may point to.
func (s *Service) deleteVersion(f *function, n name) (*DeleteFunctionOutput, error) {
	if f.aliases[n.Qualifier] != nil {
		return nil, invalid("Deletion of aliases is not currently supported.")
	}
	ver := f.version(n.Qualifier)
	if ver == nil {
		return &DeleteFunctionOutput{StatusCode: 204}, nil // as if it had been
	}
	var pointing []string
	for _, name := range slices.Sorted(maps.Keys(f.aliases)) {
		if a := f.aliases[name]; a.Version == n.Qualifier || a.Other == n.Qualifier {
			pointing = append(pointing, name)
		}
	}
	if len(pointing) > 0 {
		return nil, refuse(409, "ResourceConflictException", "Version %s is referenced by alias(es): %v; delete or repoint them first", n.Qualifier, pointing)
	}
	s.unqualify(f, n.Qualifier)
	s.unwatchUse(ver)
	s.cache(ver, false)
	f.published = slices.DeleteFunc(f.published, func(w *version) bool { return w == ver })
	for len(ver.idle) > 0 {
		s.retire(ver.idle[0], "deleted")
	}
	ver.deleted = true
	return &DeleteFunctionOutput{StatusCode: 204}, nil
}
