package sns

import "skylab/engine/aws"

// ListTopicsInput asks for a page.
type ListTopicsInput struct{ NextToken string }

// ListTopicsOutput is up to 100 topics.
type ListTopicsOutput struct {
	Topics    []Topic `aws:"always"`
	NextToken string
}

// Topic is a topic in a list.
type Topic struct{ TopicArn string }

func (s *Service) listTopics(r *aws.Request, in *ListTopicsInput) (*ListTopicsOutput, error) {
	if err := s.authorize(r, "ListTopics", aws.ARN("sns", "*"), nil); err != nil {
		return nil, err
	}
	all := []Topic{}
	for _, name := range s.names() {
		all = append(all, Topic{s.topics[name].arn})
	}
	page, next, err := pageOf(all, in.NextToken)
	if err != nil {
		return nil, err
	}
	return &ListTopicsOutput{page, next}, nil
}

// pageOf is the page of a list that a token asks for, with the token of the
// next.
func pageOf[T any](all []T, token string) ([]T, string, error) {
	page, next, ok := aws.Page(all, token, pageSize)
	if !ok {
		return nil, "", invalid("NextToken")
	}
	return page, next, nil
}
