        from mentorship.accounts.privacy import consents, record_rows
        from mentorship.accounts.privacy.erasing import registry, signing_in

        access.register_grants(queries.organisation_grants)
        receivers.connect()
        consents.register_consents(consents.GENERAL)
        record_rows.register()
        registry.register_eraser(signing_in.close_sessions)
        registry.register_eraser(signing_in.end_memberships, is_late=True)
        registry.register_eraser(signing_in.take_name, is_late=True)
