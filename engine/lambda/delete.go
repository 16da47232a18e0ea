package lambda

import "skylab/engine/aws"

// DeleteFunctionOutput is the model's one member; 204 is what AWS was
// recorded to answer (fact sheet 10 [LS 2025-11]).
type DeleteFunctionOutput struct{ StatusCode int }

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
		return nil, notFound(n.arn())
	}
	f.deleted = true
	delete(s.functions, f.Name)
	if f.url != nil {
		delete(s.urls, f.url.ID)
	}
	for len(f.idle) > 0 {
		s.retire(f.idle[0], "deleted")
	}
	s.kernel.Emit(FunctionDeleted{Function: f.Name})
	return &DeleteFunctionOutput{StatusCode: 204}, nil
}
