-- What was kept of a closed account, and of an identity taken off, is erased once nothing they signed is under way.
grant delete on identities, consents to sotong_app;
