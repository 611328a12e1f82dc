"""The competencies that come with each organisation, and what uses one."""
